import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BROWSER_TESTS, findChromium } from '../packages/console/scripts/chromium.mjs';
import { mutationsOf } from './mutations.mjs';
import { runTool } from './run-tool.mjs';
import { root } from './steps.mjs';

// The share of mutants below which a run fails: what changes nothing cannot be noticed, and a small
// sample may have more of that than usual.
const FLOOR = 0.85;
const USAGE = `Changes the sources of a package at random single points, and reports which changes the tests notice.

  npm run mutants -- [--package NAME]... [--seed N] [--count N]

  --package NAME  a folder of packages/; can be repeated. Default: all packages
  --seed N        selects the mutants: the same ones for the same commit and packages. Default: 1
  --count N       the number of mutants. Default: 20

About one mutant in twenty changes nothing that a test could see: judge each that survives. The command
fails if fewer than ${100 * FLOOR} % are noticed.

Interrupted, the same command continues where it stopped. With a Chromium, whose path can be given in
SWF_CHROMIUM, mutants of the console's page are also judged by the browser tests.
`;
// Many mutants let a test wait for what never comes; longer than the tests wait for a condition.
const TEST_TIMEOUT_IN_MILLISECONDS = 120_000;
const LOOPING = 'a test that never ends';
// The sources that run in a browser, and the folder of the browser tests.
const PAGE = 'packages/console/src/page/';
const IN_BROWSER = `${dirname(BROWSER_TESTS)}/`;

// Test files that pass without a mutant.
const passing = new Set();

const { values } = parseArgs({
  options: {
    package: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const names = values.package ?? readdirSync(`${root}/packages`);
  process.exitCode = await run(names, wholeNumber('seed'), wholeNumber('count'));
}

function wholeNumber(name) {
  const value = Number(values[name]);
  return Number.isInteger(value) && value >= 0 ? value : refuse(`--${name} must be a whole number`, values[name]);
}

function refuse(rule, value) {
  process.stderr.write(`${rule}, got ${value}\n`);
  process.exit(2);
}

async function run(names, seed, count) {
  for (const name of names) {
    if (!existsSync(`${root}/packages/${name}/src`)) refuse('--package must be a folder of packages/', name);
  }
  const commit = git('rev-parse', 'HEAD');
  const folder = `${root}/node_modules/.cache/mutants`;
  // Outside of node_modules, where vitest finds no tests.
  const tree = join(tmpdir(), `swf-mutants-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`);
  const record = `${folder}/${commit.slice(0, 12)}-${names.join('+')}-${seed}.json`;
  mkdirSync(folder, { recursive: true });
  checkOut(tree, commit);
  const outcomes = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : [];
  const mutants = sample(tree, names, seed, count);
  // The cheap checks first: what only other packages can notice takes most of the time.
  for (const check of [noticedHere, noticedInBrowser, noticedElsewhere]) {
    for (const [index, mutant] of mutants.entries()) {
      outcomes[index] ??= { ...describe(tree, mutant), checks: [] };
      const outcome = outcomes[index];
      if (outcome.noticedBy !== undefined || outcome.checks.includes(check.name)) continue;
      outcome.noticedBy = await check(tree, mutant);
      outcome.checks.push(check.name);
      writeFileSync(record, JSON.stringify(outcomes, undefined, 2));
      process.stdout.write(`${report(outcome)}\n`);
    }
  }
  const noticed = outcomes.slice(0, count).filter((outcome) => outcome.noticedBy !== undefined).length;
  process.stdout.write(`\n${noticed} of ${count} mutants noticed (${Math.round((100 * noticed) / count)} %)\n`);
  return noticed / count >= FLOOR ? 0 : 1;
}

function report({ place, change, noticedBy, checks }) {
  if (noticedBy !== undefined) return `noticed   ${place}  ${change}\n          by ${noticedBy}`;
  return checks.includes(noticedElsewhere.name) ? `SURVIVED  ${place}  ${change}` : `not here  ${place}  ${change}`;
}

/** Checks the commit out elsewhere, so that an interrupted run leaves no mutant in the sources. */
function checkOut(tree, commit) {
  // By force: a tree that was removed by hand is still registered.
  if (!existsSync(tree)) git('worktree', 'add', '--force', '--detach', tree, commit);
  git('-C', tree, 'checkout', '--quiet', '--force', '--detach', commit);
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const { status } = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('dependencies cannot be installed');
  // Tests of the command line read the page that its console serves.
  buildPage(tree);
}

function buildPage(tree) {
  execFileSync(process.execPath, ['packages/console/scripts/build-page.mjs', '--source'], { cwd: tree });
}

function sample(tree, names, seed, count) {
  const mutants = names.flatMap((name) =>
    git('-C', tree, 'ls-files', `packages/${name}/src/*.ts`)
      .split('\n')
      .filter((file) => file !== '')
      .flatMap((file) => mutationsOf(readFileSync(`${tree}/${file}`, 'utf8')).map((each) => ({ name, file, ...each }))),
  );
  if (mutants.length < count)
    throw new Error(`${names.join(', ')} has only ${mutants.length} mutants, --count must not exceed that`);
  const rank = ({ file, start, replacement }) =>
    createHash('sha256').update(`${seed} ${file} ${start} ${replacement}`).digest('hex');
  return mutants
    .map((mutant) => [rank(mutant), mutant])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, count)
    .map(([, mutant]) => mutant);
}

/**
 * Returns what notices the mutant in its own package; undefined if nothing does. The tests named
 * after the source or its folder come first: they notice most mutants, and take seconds.
 */
function noticedHere(tree, mutant) {
  return withMutant(tree, mutant, async () => {
    const closest = closestTests(tree, mutant);
    const test = closest.length === 0 ? undefined : await failingTest(tree, mutant, ['run', ...closest]);
    if (test !== undefined) return test;
    for (const config of ['tsconfig.json', 'packages/console/tsconfig.page.json']) {
      // What the mutant does not reach is checked once for all mutants.
      const checked = `${tree}/node_modules/.cache/${basename(config)}.tsbuildinfo`;
      const options = ['--incremental', '--tsBuildInfoFile', checked];
      if ((await runTool(tree, 'tsc', '-p', config, ...options)) !== 0) return 'types';
    }
    const related = await failingTest(tree, mutant, ['related', '--run', mutant.file, '--project', mutant.name]);
    if (related !== undefined || resultsOf(tree).length > 0) return related;
    // No test imports it: it runs in processes that tests start.
    return failingTest(tree, mutant, ['run', '--project', mutant.name]);
  });
}

/** Returns the test in a browser that notices the mutant of the page; undefined if none does. */
async function noticedInBrowser(tree, mutant) {
  if (!mutant.file.startsWith(PAGE) || findChromium() === undefined) return undefined;
  try {
    return await withMutant(tree, mutant, async () => {
      buildPage(tree);
      const names = mutant.file.slice(PAGE.length, -'.ts'.length).split('/');
      const closest = names
        .map((name) => `${IN_BROWSER}${name}.test.ts`)
        .filter((test) => existsSync(`${tree}/${test}`));
      const test = closest.length === 0 ? undefined : await failingTest(tree, mutant, ['run', ...closest]);
      return test ?? (await failingTest(tree, mutant, ['run', IN_BROWSER]));
    });
  } finally {
    // Without the mutant: tests of the command line read the page.
    buildPage(tree);
  }
}

/** Returns the test of another package that notices the mutant; undefined if none does. */
function noticedElsewhere(tree, mutant) {
  const tests = ['related', '--run', mutant.file, '--project', `!${mutant.name}`];
  return withMutant(tree, mutant, () => failingTest(tree, mutant, tests));
}

function closestTests(tree, { file, name }) {
  const source = file.slice(`packages/${name}/src/`.length, -'.ts'.length);
  const tests = git('-C', tree, 'ls-files', `packages/${name}/test/*.test.ts`).split('\n');
  const below = (path) => tests.filter((test) => test.startsWith(`packages/${name}/test/${path}`));
  const named = below(`${source}.`);
  return named.length > 0 || !source.includes('/') ? named : below(`${dirname(source)}/`);
}

async function withMutant(tree, { file, start, end, replacement }, work) {
  const path = `${tree}/${file}`;
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
  try {
    return await work();
  } finally {
    writeFileSync(path, text);
  }
}

/**
 * Returns the test that a mutant fails; undefined if none. On a busy machine a test can time out
 * without a mutant, and a test in a browser waits for all that it checks: these have to fail twice.
 */
async function failingTest(tree, mutant, tests) {
  const first = await failure(tree, tests);
  const judged = first?.isDoubtful ? await failure(tree, tests) : first;
  if (judged === undefined) return undefined;
  if (judged.file !== undefined) await checkWithout(tree, mutant, judged.file);
  return judged.test;
}

async function failure(tree, tests) {
  rmSync(resultsFile(tree), { force: true });
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${resultsFile(tree)}`];
  const code = await vitest(tree, ...tests, '--bail=1', ...reporters);
  if (code === 0) return undefined;
  if (code === undefined) return { test: LOOPING };
  const failed = resultsOf(tree).find(({ status }) => status === 'failed');
  // An unhandled rejection fails a run in which every test passes.
  if (failed === undefined) return { test: 'an unhandled error' };
  const test = failed.assertionResults.find(({ status }) => status === 'failed');
  const message = test?.failureMessages.join() ?? failed.message;
  const path = failed.name.slice(tree.length + 1);
  const isDoubtful = path.startsWith(IN_BROWSER) || / timed out in /.test(message);
  return { file: path, test: `${path}: ${test?.fullName ?? 'its imports'}`, isDoubtful };
}

function resultsFile(tree) {
  return `${tree}/node_modules/.cache/mutant.json`;
}

/** The test files of the last run, and what became of them. */
function resultsOf(tree) {
  const file = resultsFile(tree);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
}

/**
 * Checks that a test file passes without the mutant: if it does not, it would notice every mutant.
 */
async function checkWithout(tree, { file }, test) {
  if (passing.has(test)) return;
  const path = `${tree}/${file}`;
  const mutated = readFileSync(path, 'utf8');
  git('-C', tree, 'checkout', '--quiet', '--', file);
  try {
    if (test.startsWith(IN_BROWSER)) buildPage(tree);
    if ((await vitest(tree, 'run', test)) !== 0) throw new Error(`${test} must pass without a mutant`);
    passing.add(test);
  } finally {
    writeFileSync(path, mutated);
  }
}

function describe(tree, { file, start, end, replacement }) {
  const text = readFileSync(`${tree}/${file}`, 'utf8');
  const line = text.slice(0, start).split('\n').length;
  const original = text.slice(start, end).replaceAll(/\s+/g, ' ');
  const shown = original.length > 60 ? `${original.slice(0, 57)}...` : original;
  return { place: `${file}:${line}`, change: `${shown}  ->  ${replacement.slice(0, 60)}` };
}

/** Runs tests; the browser tests have a configuration of their own. */
function vitest(tree, ...args) {
  const inBrowser = args.some((arg) => arg.startsWith(IN_BROWSER));
  // A mutant changes one file: the others are transformed once for all mutants.
  const timeout = `--testTimeout=${TEST_TIMEOUT_IN_MILLISECONDS}`;
  const options = ['--experimental.fsModuleCache', timeout, ...(inBrowser ? ['--config', BROWSER_TESTS] : [])];
  return runTool(tree, 'vitest', ...args, ...options);
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}
