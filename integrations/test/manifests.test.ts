import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Manifest, manifests, readJson, root, specifiers } from '../packages.js';

interface Described extends Manifest {
  readonly description: string;
  readonly keywords: readonly string[];
  readonly files: readonly string[];
}

const REPOSITORY = 'https://github.com/swf-ts/swf';

describe.each(manifests)('the package $name', ({ name }) => {
  const directory = `packages/${name.slice('@swf/'.length)}`;
  const folder = join(root, directory);
  const manifest = readJson<Described>(join(folder, 'package.json'));

  it('says what it is, where it comes from, and where to report problems', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      homepage: `${REPOSITORY}/tree/main/${directory}#readme`,
      bugs: `${REPOSITORY}/issues`,
      repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory },
    });
    expect(manifest.description).toMatch(/Amazon SWF.*\.$/);
    expect(manifest.keywords).toEqual(expect.arrayContaining(['aws', 'swf', 'simple-workflow', 'workflow']));
  });

  it('publishes folders that exist, except for the built one', () => {
    expect(manifest.files.filter((file) => file !== 'dist' && !existsSync(join(folder, file)))).toEqual([]);
  });

  it('names each of its entry points in its changelog', () => {
    const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
    const own = specifiers.filter((specifier) => specifier.startsWith(`${name}/`));
    expect(own.filter((specifier) => !changelog.includes(`\`${specifier}\``))).toEqual([]);
  });
});
