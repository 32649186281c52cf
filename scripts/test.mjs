import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { BROWSER_TESTS, findChromium, NO_CHROMIUM } from '../packages/console/scripts/chromium.mjs';
import { checkSources } from './checks.mjs';
import { setUp, setUpSources } from './setup.mjs';
import { pnpm, root, step, steps, tool } from './steps.mjs';

let passed = 0;
let failed = 0;
const files = [];

/** Counts a check like a test. */
function count(code) {
  if (code === 0) passed += 1;
  else failed += 1;
}

/** Runs tests, and counts each. */
async function tests(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'swf-tests-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await tool(
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
      ...options,
    );
    const { numPassedTests, numFailedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    files.push(...testResults);
    passed += numPassedTests;
    failed += numFailedTests;
    // A file that fails to load, or an error outside of all tests, fails the run without a failed
    // test.
    if (code !== 0 && numFailedTests === 0) failed += 1;
    return { code, output, note: `${numTotalTests} tests` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Prints the tests and the time of each workspace, slowest first. Files run in parallel, so the
 * times overlap.
 */
function printWorkspaces() {
  const workspaces = new Map();
  for (const { name, startTime, endTime, assertionResults } of files) {
    const [, workspace] = /^(packages\/[^/]+|examples\/[^/]+|[^/]+)/.exec(relative(root, name).replaceAll('\\', '/'));
    const { tests: count, time } = workspaces.get(workspace) ?? { tests: 0, time: 0 };
    workspaces.set(workspace, { tests: count + assertionResults.length, time: time + endTime - startTime });
  }
  for (const [workspace, { tests: count, time }] of [...workspaces].sort(([, a], [, b]) => b.time - a.time)) {
    const seconds = (time / 1000).toFixed(1);
    process.stdout.write(`  ${workspace.padEnd(26)} ${String(count).padStart(5)} tests  ${seconds.padStart(7)} s\n`);
  }
}

// CI runs everything; by default, what is slow is left out.
const isWhole = process.argv.includes('--all');
if (!isWhole) process.env.SWF_TESTS = 'quick';

const code = await (isWhole ? setUp() : setUpSources());
if (code !== 0) process.exit(code);

for (const each of await checkSources()) count(each);
await step('tests', () => tests());
if (isWhole) {
  await step('browser tests', () =>
    findChromium() ? tests('--config', BROWSER_TESTS) : { code: 0, output: '', note: `skipped, ${NO_CHROMIUM}` },
  );
  const published = await steps({
    'packed packages': () => pnpm('turbo', 'run', 'pack:check', '--output-logs=errors-only'),
    'API reference': () => tool('typedoc', '--emit', 'none'),
  });
  for (const each of published) count(each);
}
printWorkspaces();

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
