import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mutationsOf } from './mutations.mjs';
import { root } from './steps.mjs';

const USAGE = `Changes the sources of a package at random single points, and reports which changes the tests notice.

  npm run mutants -- [--package NAME]... [--seed N] [--count N]

  --package NAME  a folder of packages/; can be repeated. Default: all packages
  --seed N        selects the mutants: the same ones for the same commit and packages. Default: 1
  --count N       the number of mutants. Default: 20

Interrupted, the same command continues where it stopped.
`;
// The share of mutants that the tests of this repository are expected to notice.
const FLOOR = 0.97;
// A mutant may loop forever: that counts as noticed.
const PATIENCE_IN_MILLISECONDS = 10 * 60_000;

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
  if (outcomes.length === 0) await checkBaseline(tree, names);
  for (const [index, mutant] of sample(tree, names, seed, count).entries()) {
    outcomes[index] ??= { ...describe(tree, mutant), noticedBy: await noticedBy(tree, mutant) };
    writeFileSync(record, JSON.stringify(outcomes, undefined, 2));
    const { place, change, noticedBy: check } = outcomes[index];
    process.stdout.write(`${check === undefined ? 'SURVIVED' : `noticed by ${check}`}  ${place}  ${change}\n`);
  }
  const noticed = outcomes.slice(0, count).filter((outcome) => outcome.noticedBy !== undefined).length;
  process.stdout.write(`\n${noticed} of ${count} mutants noticed (${Math.round((100 * noticed) / count)} %)\n`);
  return noticed / count >= FLOOR ? 0 : 1;
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
  execFileSync(process.execPath, ['packages/console/scripts/build-page.mjs', '--source'], { cwd: tree });
}

/** Runs the tests without a mutant: a test that always fails would notice every mutant. */
async function checkBaseline(tree, names) {
  for (const name of names) {
    process.stdout.write(`running the tests of ${name} without a mutant\n`);
    if (!(await tool(tree, 'vitest', 'run', '--project', name))) throw new Error(`the tests of ${name} must pass`);
  }
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
  const random = mulberry32(seed);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (mutants.length - index));
    [mutants[index], mutants[other]] = [mutants[other], mutants[index]];
  }
  return mutants.slice(0, count);
}

/**
 * Finds what notices the mutant: own tests, the compiler or tests of other packages; undefined if
 * nothing does.
 */
async function noticedBy(tree, { name, file, start, end, replacement }) {
  const path = `${tree}/${file}`;
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
  try {
    const vitest = (...args) => tool(tree, 'vitest', 'related', file, '--run', '--bail=1', '--reporter=dot', ...args);
    if (!(await vitest('--project', name))) return 'its own tests';
    if (!(await tool(tree, 'tsc'))) return 'types';
    if (!(await vitest('--project', `!${name}`))) return 'tests of other packages';
    return undefined;
  } finally {
    writeFileSync(path, text);
  }
}

function describe(tree, { file, start, end, replacement }) {
  const text = readFileSync(`${tree}/${file}`, 'utf8');
  const line = text.slice(0, start).split('\n').length;
  const original = text.slice(start, end).replaceAll(/\s+/g, ' ');
  const shown = original.length > 60 ? `${original.slice(0, 57)}...` : original;
  return { place: `${file}:${line}`, change: `${shown}  ->  ${replacement.slice(0, 60)}` };
}

/**
 * Runs a tool, with all of its processes in a group: the worker of a mutant that loops has to be
 * killed, too.
 */
function tool(tree, name, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(`${tree}/node_modules/.bin/${name}`, args, { cwd: tree, stdio: 'ignore', detached: true });
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of them have ended.
      }
    };
    const stop = () => {
      kill();
      process.exit(130);
    };
    const timer = setTimeout(kill, PATIENCE_IN_MILLISECONDS);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      kill();
      resolve(code === 0);
    });
  });
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

// https://github.com/cprosche/mulberry32: small, seeded, and good enough for a sample.
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
