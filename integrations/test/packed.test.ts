import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'swf-packed-'));
const consumer = join(scratch, 'consumer');

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

const { packageManager } = read<{ packageManager: string }>(join(root, 'package.json'));
const manifests = readdirSync(join(root, 'packages')).map((name) =>
  read<Manifest>(join(root, 'packages', name, 'package.json')),
);

function run(cwd: string, command: string, ...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: 'utf8' });
}

function succeed(cwd: string, command: string, ...args: string[]): void {
  const { status, stdout, stderr } = run(cwd, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

function tarball({ name, version }: Manifest): string {
  return `file:${join(scratch, `${name.slice(1).replace('/', '-')}-${version}.tgz`)}`;
}

// `pnpm pack` takes what is in dist: `npm test` builds before it tests; alone, run `pnpm build` first.
beforeAll(() => {
  succeed(
    root,
    'npx',
    '--yes',
    packageManager,
    '--filter',
    './packages/*',
    'exec',
    'pnpm',
    'pack',
    '--pack-destination',
    scratch,
  );
  const tarballs = Object.fromEntries(manifests.map((manifest) => [manifest.name, tarball(manifest)]));
  mkdirSync(consumer);
  writeFileSync(
    join(consumer, 'package.json'),
    JSON.stringify({
      name: 'consumer',
      private: true,
      dependencies: tarballs,
      // The packages depend on one another by version, and no version of theirs need be published yet.
      pnpm: { overrides: tarballs, onlyBuiltDependencies: ['better-sqlite3'] },
    }),
  );
  succeed(consumer, 'npx', '--yes', packageManager, 'install', '--prefer-offline');
}, 300_000);

afterAll(() => rmSync(scratch, { recursive: true }));

const specifiers = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => name + path.slice(1)),
);

describe.each(specifiers)('%s, packed and installed', (specifier) => {
  const names = `(exports) => { if (Object.keys(exports).length === 0) throw new Error('no exports'); }`;

  test('can be imported', () => {
    const program = `import * as exports from '${specifier}'; (${names})(exports);`;
    expect(run(consumer, process.execPath, '--input-type=module', '--eval', program)).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('can be required', () => {
    const program = `(${names})(require('${specifier}'));`;
    expect(run(consumer, process.execPath, '--no-warnings', '--eval', program)).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });
});

test('the swf-local command is installed', () => {
  const version = manifests.find(({ name }) => name === '@swf/local')?.version;
  expect(run(consumer, join(consumer, 'node_modules/.bin/swf-local'), '--version')).toMatchObject({
    status: 0,
    stdout: `${version}\n`,
  });
});
