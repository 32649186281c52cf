import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { install } from '../consumer.js';
import { manifests, packAll, readJson, run, specifiers, succeed, tarball } from '../packages.js';

const scratch = mkdtempSync(join(tmpdir(), 'swf-packed-'));
const consumer = join(scratch, 'consumer');

beforeAll(() => {
  packAll(scratch);
  install(consumer, scratch);
}, 300_000);

afterAll(() => rmSync(scratch, { recursive: true }));

describe.each(manifests)('the tarball of $name', (manifest) => {
  const entries = () =>
    succeed(scratch, 'tar', ['-tzf', tarball(scratch, manifest)])
      .trimEnd()
      .split('\n');

  test('holds what is published, and nothing else', () => {
    expect(
      entries().filter(
        (entry) =>
          !/^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|bin\/.+\.js|isolated\/.+\.js)$/.test(entry) &&
          !/^package\/dist\/.+(\.js|\.d\.ts)$/.test(entry),
      ),
    ).toEqual([]);
  });

  test('holds a readme, the licence, and declarations beside every module', () => {
    const all = new Set(entries());
    const modules = [...all].filter((entry) => /^package\/dist\/.+\.js$/.test(entry));
    const declarations = modules.map((entry) => entry.replace(/\.js$/, '.d.ts'));
    const expected = ['package/package.json', 'package/README.md', 'package/LICENSE', ...declarations];
    expect(expected.filter((entry) => !all.has(entry))).toEqual([]);
    expect(modules).not.toEqual([]);
  });
});

/** The exported names of every specifier, as one program sees them. */
function exportedNames(load: string, ...flags: string[]): Record<string, string[]> {
  const program = `(async () => {
    const names = {};
    for (const specifier of ${JSON.stringify(specifiers)}) names[specifier] = Object.keys(${load}).sort();
    console.log(JSON.stringify(names));
  })();`;
  const { status, stdout, stderr } = run(consumer, process.execPath, [...flags, '--eval', program]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, string[]>;
}

test('every entry point can be imported, and required with the same names', () => {
  const imported = exportedNames('await import(specifier)', '--input-type=module');
  expect(Object.keys(imported)).toEqual(specifiers);
  expect(Object.entries(imported).filter(([, names]) => names.length === 0)).toEqual([]);
  expect(exportedNames('require(specifier)', '--input-type=commonjs', '--no-warnings')).toEqual(imported);
});

test('the swf-local command is installed', () => {
  const version = manifests.find(({ name }) => name === '@swf/local')?.version;
  expect(run(consumer, join(consumer, 'node_modules/.bin/swf-local'), ['--version'])).toMatchObject({
    status: 0,
    stdout: `${version}\n`,
  });
});

interface Installed {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>> | undefined;
}

/** Every package that a program has which installs all of ours, the SDK included. */
function installed(): Installed[] {
  const store = join(consumer, 'node_modules/.pnpm');
  return readdirSync(store)
    .filter((name) => name.includes('@'))
    .map((name) => {
      const [first = ''] = name.split(/(?<=.)@/);
      const package_ = first.replace('+', '/');
      return readJson<Installed>(join(store, name, 'node_modules', package_, 'package.json'));
    });
}

test('nothing but the SQLite binding of @swf/local runs a script when it is installed', () => {
  const all = installed();
  const scripted = all.filter(({ scripts = {} }) =>
    ['preinstall', 'install', 'postinstall'].some((script) => script in scripts),
  );
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(manifests.map(({ name }) => name)));
  expect(scripted.map(({ name }) => name)).toEqual(['better-sqlite3']);
});
