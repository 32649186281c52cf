import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { pnpm, step } from './steps.mjs';

let passed = 0;
let failed = 0;

/** A check is one thing that passes or fails, like a test. */
async function check(title, ...command) {
  if ((await step(title, () => pnpm(...command))) === 0) passed += 1;
  else failed += 1;
}

async function tests() {
  const folder = mkdtempSync(join(tmpdir(), 'swf-tests-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await pnpm(
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
    );
    const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
    passed += numPassedTests;
    failed += numFailedTests;
    // A file that fails to load, or an error outside of any test, fails the run though no test failed.
    if (code !== 0 && numFailedTests === 0) failed += 1;
    return { code, output, note: `${numTotalTests} tests` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const code = await setUp();
if (code !== 0) process.exit(code);

await check('types', 'tsc');
await check('format and lint', 'biome', 'ci', '--colors=off', '.');
await check('layers', 'turbo', 'boundaries');
await step('tests', tests);
await check('packed packages', 'turbo', 'run', 'pack:check', '--output-logs=errors-only');
await check('unused code and dependencies', 'knip');
await check('API reference', 'typedoc', '--emit', 'none');

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
