import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install } from '../consumer.js';
import { type Manifest, manifests, packAll, readJson, root, run, specifiers, succeed, tarball } from '../packages.js';

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

  it('contains only published files', () => {
    expect(
      entries().filter(
        (entry) =>
          !/^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|bin\/.+\.js|isolated\/run\.mjs|lint\/.+)$/.test(
            entry,
          ) &&
          !/^package\/dist\/.+(\.js|\.d\.ts)$/.test(entry) &&
          // The page of the console.
          !/^package\/dist\/(page\/.+(\.html|\.css)|THIRD-PARTY\.txt)$/.test(entry),
      ),
    ).toEqual([]);
  });

  it('contains a README, the license, and a module and declarations for every entry point', () => {
    const all = new Set(entries());
    const modules = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [] : [target.default, target.types],
    );
    const expected = ['./package.json', './README.md', './LICENSE', ...modules];
    expect(expected.filter((entry) => !all.has(entry.replace('.', 'package')))).toEqual([]);
    // The command line has none.
    expect(modules.length > 0 || all.has('package/bin/swf.js')).toBe(true);
  });
});

interface Published extends Manifest {
  readonly engines: unknown;
  readonly publishConfig: unknown;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
  readonly scripts?: Readonly<Record<string, string>> | undefined;
}

describe('the manifest of a packed package', () => {
  it.each(manifests)('$name has engines, provenance and versioned ranges', ({ name }) => {
    const { engines } = readJson<{ engines: unknown }>(join(root, 'package.json'));
    const published = readJson<Published>(join(consumer, 'node_modules', name, 'package.json'));
    expect(published).toMatchObject({ engines, publishConfig: { access: 'public', provenance: true } });
    const ranges = Object.values({ ...published.dependencies, ...published.peerDependencies });
    expect(ranges.filter((range) => !/^\^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });
});

/** The exported names of every entry point, as one program sees them. */
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

describe('the installed packages', () => {
  it('can be imported, and required with the same names', () => {
    const imported = exportedNames('await import(specifier)', '--input-type=module');
    expect(Object.keys(imported)).toEqual(specifiers);
    expect(Object.entries(imported).filter(([, names]) => names.length === 0)).toEqual([]);
    expect(exportedNames('require(specifier)', '--input-type=commonjs', '--no-warnings')).toEqual(imported);
  });

  it('include the swf-local command', () => {
    const version = manifests.find(({ name }) => name === '@swf/local')?.version;
    expect(run(consumer, join(consumer, 'node_modules/.bin/swf-local'), ['--version'])).toMatchObject({
      status: 0,
      stdout: `${version}\n`,
    });
  });
});

/** The folders of all packages that the consumer has installed, the SDK included. */
function installed(): string[] {
  const store = join(consumer, 'node_modules/.pnpm');
  return readdirSync(store)
    .filter((entry) => entry.includes('@'))
    .map((entry) => {
      const [name = ''] = entry.split(/(?<=.)@/);
      return join(store, entry, 'node_modules', name.replace('+', '/'));
    });
}

describe('the installed packages', () => {
  it('have no install scripts, except for the optional SQLite', () => {
    const packages = installed().map((folder) => ({ folder, ...readJson<Published>(join(folder, 'package.json')) }));
    const scripted = packages.filter(
      ({ folder, scripts = {} }) =>
        ['preinstall', 'install', 'postinstall'].some((script) => script in scripts) ||
        existsSync(join(folder, 'binding.gyp')),
    );
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(manifests.map(({ name }) => name)));
    expect(scripted.map(({ name }) => name)).toEqual(['@photostructure/sqlite']);
  });
});
