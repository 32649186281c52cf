import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mutationsOf } from './mutations.mjs';
import { root } from './steps.mjs';

const USAGE = `Changes the sources of a package at random single points, and reports which changes the tests notice.

  npm run mutants -- [--package NAME]... [--seed N] [--count N]

  --package NAME  a folder of packages/; may be given several times. Default: all packages
  --seed N        chooses the mutants; the same seed on the same commit gives the same ones. Default: 1
  --count N       how many. Default: 20

Interrupted, the same command continues where it stopped.
`;
// The share of mutants that the tests of this repository are expected to notice.
const FLOOR = 0.97;
// A mutant may loop for ever: that is noticed too.
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
  process.exitCode = run(names, wholeNumber('seed'), wholeNumber('count'));
}

function wholeNumber(name) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} must be a whole number, got ${values[name]}\n`);
  process.exit(2);
}

function run(names, seed, count) {
  const commit = git('rev-parse', 'HEAD');
  const folder = `${root}/node_modules/.cache/mutants`;
  // Not below node_modules, where vitest looks for no tests.
  const tree = join(tmpdir(), `swf-mutants-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`);
  const record = `${folder}/${commit.slice(0, 12)}-${names.join('+')}-${seed}.json`;
  mkdirSync(folder, { recursive: true });
  checkOut(tree, commit);
  const outcomes = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : [];
  if (outcomes.length === 0) checkBaseline(tree, names);
  for (const [index, mutant] of sample(tree, names, seed, count).entries()) {
    outcomes[index] ??= { ...describe(tree, mutant), noticedBy: noticedBy(tree, mutant) };
    writeFileSync(record, JSON.stringify(outcomes, undefined, 2));
    const { place, change, noticedBy: check } = outcomes[index];
    process.stdout.write(`${check === undefined ? 'SURVIVED' : `noticed by ${check}`}  ${place}  ${change}\n`);
  }
  const noticed = outcomes.slice(0, count).filter((outcome) => outcome.noticedBy !== undefined).length;
  process.stdout.write(`\n${noticed} of ${count} mutants noticed (${Math.round((100 * noticed) / count)} %)\n`);
  return noticed / count >= FLOOR ? 0 : 1;
}

/** A checkout of its own, so that an interrupted run leaves no mutant in anybody's sources. */
function checkOut(tree, commit) {
  if (!existsSync(tree)) git('worktree', 'add', '--detach', tree, commit);
  git('-C', tree, 'checkout', '--quiet', '--force', '--detach', commit);
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const { status } = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('dependencies cannot be installed');
}

/** A test that fails anyway would notice every mutant. */
function checkBaseline(tree, names) {
  const failing = names.filter((name) => !tool(tree, 'vitest', 'run', '--project', name));
  if (failing.length > 0) throw new Error(`the tests of ${failing.join(', ')} fail without any mutant`);
}

function sample(tree, names, seed, count) {
  const mutants = names.flatMap((name) =>
    git('-C', tree, 'ls-files', `packages/${name}/src/*.ts`)
      .split('\n')
      .filter((file) => file !== '')
      .flatMap((file) => mutationsOf(readFileSync(`${tree}/${file}`, 'utf8')).map((each) => ({ name, file, ...each }))),
  );
  if (mutants.length < count) throw new Error(`${names.join(', ')} has only ${mutants.length} mutants`);
  const random = mulberry32(seed);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (mutants.length - index));
    [mutants[index], mutants[other]] = [mutants[other], mutants[index]];
  }
  return mutants.slice(0, count);
}

/** What notices the mutant: the package's own tests, those of the layers above, or the compiler; undefined if nothing does. */
function noticedBy(tree, { name, file, start, end, replacement }) {
  const path = `${tree}/${file}`;
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
  try {
    const vitest = (...args) => tool(tree, 'vitest', 'related', file, '--run', '--bail=1', '--reporter=dot', ...args);
    if (!vitest('--project', name)) return 'its own tests';
    if (!tool(tree, 'tsc')) return 'types';
    if (!vitest('--project', `!${name}`)) return 'tests of other packages';
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

/** Whether the tool found nothing wrong. */
function tool(tree, name, ...args) {
  const { status } = spawnSync(`${tree}/node_modules/.bin/${name}`, args, {
    cwd: tree,
    stdio: 'ignore',
    timeout: PATIENCE_IN_MILLISECONDS,
  });
  return status === 0;
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

// https://github.com/cprosche/mulberry32: small, seeded, and good enough to draw a sample.
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
