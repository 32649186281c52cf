import { mkdirSync, writeFileSync } from 'node:fs';
import { manifests, pnpm, tarball } from './packages.js';

/** What a program installs: names and versions, as in its `package.json`. */
export type Dependencies = Readonly<Record<string, string>>;

/** What else a consumer's installation depends on. */
export interface InstallOptions {
  /** Instead of what packages ask for, by pnpm's selectors. */
  readonly overrides?: Dependencies | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The packed packages, as dependencies of a program. */
function packed(tarballs: string): Dependencies {
  return Object.fromEntries(manifests.map((manifest) => [manifest.name, `file:${tarball(tarballs, manifest)}`]));
}

/** Makes a program's folder, with all the packed packages and these dependencies installed. */
export function install(
  folder: string,
  tarballs: string,
  dependencies: Dependencies = {},
  { overrides, env }: InstallOptions = {},
): void {
  const packages = packed(tarballs);
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...packages, ...dependencies },
    // The packages depend on one another by version, and no version of theirs need be published yet.
    pnpm: {
      overrides: { ...packages, ...overrides },
      onlyBuiltDependencies: ['esbuild'],
      ignoredBuiltDependencies: ['@photostructure/sqlite'],
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, JSON.stringify(manifest, undefined, 2));
  pnpm(folder, ['install', '--prefer-offline', '--config.strict-peer-dependencies=true'], env);
}
