import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { manifests, packAll, readJson, root, run, succeed, tarball, tracked } from '../packages.js';

const scratch: string[] = [];

afterEach(() => {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true });
});

interface Versions {
  readonly version?: string | undefined;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
}

/** Copies the manifests of the repository to a folder where they can be changed. */
function copyManifests(): { readonly copy: string; readonly files: readonly string[] } {
  const copy = mkdtempSync(join(tmpdir(), 'swf-release-'));
  const files = tracked('package.json', '*/package.json', 'pnpm-workspace.yaml');
  for (const file of [...files, '.changeset/config.json']) {
    mkdirSync(join(copy, file, '..'), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  for (const folder of ['', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))]) {
    symlinkSync(join(root, folder, 'node_modules'), join(copy, folder, 'node_modules'));
  }
  succeed(copy, 'git', ['init', '--quiet', '--initial-branch=main']);
  return { copy, files: files.filter((file) => file.endsWith('package.json')) };
}

/** Commits everything in a folder. */
function commit(copy: string): void {
  const user = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com'];
  succeed(copy, 'git', ['add', '--all']);
  succeed(copy, 'git', [...user, 'commit', '--quiet', '--no-verify', '--message=Change something.']);
}

/** Runs what CI runs on a pull request: the exit code on a branch on which these files have changed. */
function checkPullRequest(copy: string, changed: Readonly<Record<string, string>>): number | null {
  const [, args = ''] =
    /pnpm changeset (status .+)$/m.exec(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')) ?? [];
  succeed(copy, 'git', ['switch', '--quiet', '--force-create', 'change', 'main']);
  for (const [file, text] of Object.entries(changed)) {
    mkdirSync(join(copy, file, '..'), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  commit(copy);
  succeed(copy, 'git', ['update-ref', 'refs/remotes/origin/main', 'main']);
  const changeset = join(root, 'node_modules/.bin/changeset');
  return run(copy, 'sh', ['-c', `${changeset} ${args}`], { GITHUB_BASE_REF: 'main' }).status;
}

/** Releases these changes: returns the new versions, and the manifests that changed otherwise. */
function release(changes: Readonly<Record<string, 'patch' | 'minor' | 'major'>>) {
  const { copy, files } = copyManifests();
  scratch.push(copy);
  const lines = Object.entries(changes).map(([name, bump]) => `'${name}': ${bump}\n`);
  writeFileSync(join(copy, '.changeset/change.md'), `---\n${lines.join('')}---\n\nSay what changed.\n`);
  expect(run(copy, join(root, 'node_modules/.bin/changeset'), ['version'])).toMatchObject({ status: 0 });

  const released: Record<string, string> = {};
  const ranges: Record<string, unknown> = {};
  for (const file of files) {
    const { version: before, ...rest } = readJson<Versions>(join(root, file));
    const { version, ...after } = readJson<Versions>(join(copy, file));
    if (version !== undefined && version !== before) released[file] = version;
    if (JSON.stringify(after) !== JSON.stringify(rest)) ranges[file] = after;
  }
  const changelog = (name: string) => readFileSync(join(copy, 'packages', name, 'CHANGELOG.md'), 'utf8');
  return { copy, released, ranges, changelog };
}

/** The next version of a package. */
function next(name: string, bump: 'patch' | 'minor' | 'major'): string {
  const { version = '' } = readJson<Versions>(join(root, `packages/${name}/package.json`));
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (bump === 'major') return `${major + 1}.0.0`;
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

describe('a release', () => {
  // The local service is a peer of one of its dependents.
  it.each(['history', 'local'])(
    'of a minor change of %s releases it alone: the ranges of its dependents match',
    (name) => {
      const { released, ranges, changelog } = release({ [`@swf/${name}`]: 'minor' });
      expect(released).toEqual({ [`packages/${name}/package.json`]: next(name, 'minor') });
      expect(ranges).toEqual({});
      expect(changelog(name)).toContain('Say what changed.');
    },
  );

  it('of a major change also patches the dependents of its package', () => {
    const { released, ranges, changelog } = release({ '@swf/history': 'major' });
    expect(released).toEqual({
      'packages/history/package.json': next('history', 'major'),
      'packages/explain/package.json': next('explain', 'patch'),
      'packages/cli/package.json': next('cli', 'patch'),
      'packages/console/package.json': next('console', 'patch'),
      'packages/decisions/package.json': next('decisions', 'patch'),
      'packages/actors/package.json': next('actors', 'patch'),
      'packages/flow/package.json': next('flow', 'patch'),
    });
    expect(ranges).toEqual({});
    expect(changelog('decisions')).toContain(`@swf/history@${next('history', 'major')}`);
  });

  it('of the local service also releases the packages that start it: one as a peer, one as an optional dependency', () => {
    expect(release({ '@swf/local': 'major' }).released).toEqual({
      'packages/local/package.json': next('local', 'major'),
      'packages/flow/package.json': next('flow', 'major'),
      'packages/cli/package.json': next('cli', 'patch'),
    });
  });

  it('of every package has its changelog in the tarball', () => {
    const { copy } = release(Object.fromEntries(manifests.map(({ name }) => [name, 'patch'] as const)));
    packAll(copy, copy);
    for (const { name } of manifests) {
      const version = next(name.replace('@swf/', ''), 'patch');
      const changelog = succeed(copy, 'tar', ['-xzOf', tarball(copy, { name, version }), 'package/CHANGELOG.md']);
      expect(changelog).toContain(`## ${version}`);
      expect(changelog).toContain('Say what changed.');
    }
  });
});

describe('a pull request', () => {
  const changeset = (lines: string) => ({ '.changeset/change.md': `---\n${lines}---\n\nSay what changed.\n` });
  const source = { 'packages/history/src/index.ts': '// changed\n' };
  const { copy } = copyManifests();
  commit(copy);
  afterAll(() => rmSync(copy, { recursive: true }));

  const shipped = manifests.flatMap(({ name, files }) =>
    files.map((file) => `packages/${name.slice('@swf/'.length)}/${file}/changed.js`),
  );
  // `dist` is made of the sources, and releases write the changelog.
  const byHand = shipped.filter((file) => !/\/(dist|CHANGELOG.md)\//.test(file));

  it.each(['packages/history/src/changed.js', ...byHand])('needs a changeset for %s', (file) => {
    expect(checkPullRequest(copy, { [file]: '' })).toBe(1);
  });

  it('needs a changeset for the manifest of a package', () => {
    const file = 'packages/history/package.json';
    expect(checkPullRequest(copy, { [file]: `${readFileSync(join(root, file), 'utf8')}\n` })).toBe(1);
  });

  it.each([
    ['names the package', "'@swf/history': patch\n"],
    ['is empty: users cannot notice the change', ''],
  ])('passes with a changeset that %s', (_, lines) => {
    expect(checkPullRequest(copy, { ...source, ...changeset(lines) })).toBe(0);
  });

  it('does not pass with a changeset that is already on main', () => {
    succeed(copy, 'git', ['switch', '--quiet', 'main']);
    writeFileSync(join(copy, '.changeset/earlier.md'), "---\n'@swf/history': patch\n---\n\nSay what changed.\n");
    commit(copy);
    expect(checkPullRequest(copy, source)).toBe(1);
  });

  it.each([
    'packages/history/test/index.test.ts',
    'packages/history/README.md',
    'docs/architecture.md',
    'examples/order-fulfillment/src/main.ts',
    'scripts/check.mjs',
  ])('needs no changeset for %s', (file) => {
    expect(checkPullRequest(copy, { [file]: '' })).toBe(0);
  });
});
