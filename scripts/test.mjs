import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSources } from './checks.mjs';
import { setUp } from './setup.mjs';
import { pnpm, step, tool } from './steps.mjs';

let passed = 0;
let failed = 0;

/** A check is one thing that passes or fails, like a test. */
function count(code) {
  if (code === 0) passed += 1;
  else failed += 1;
}

async function tests() {
  const folder = mkdtempSync(join(tmpdir(), 'swf-tests-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await tool(
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

for (const each of await checkSources()) count(each);
await step('tests', tests);
count(await step('packed packages', () => pnpm('turbo', 'run', 'pack:check', '--output-logs=errors-only')));
count(await step('API reference', () => tool('typedoc', '--emit', 'none')));

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
