import { mkdirSync, writeFileSync } from 'node:fs';
import { manifests, pnpm, tarball } from './packages.js';

/** The dependencies of a program: names and versions, as in its `package.json`. */
export type Dependencies = Readonly<Record<string, string>>;

/** Options of an installation. */
export interface InstallOptions {
  /** Replaces what packages depend on, by pnpm's selectors. */
  readonly overrides?: Dependencies | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The packed packages, as dependencies of a program. */
function packed(tarballs: string): Dependencies {
  return Object.fromEntries(manifests.map((manifest) => [manifest.name, `file:${tarball(tarballs, manifest)}`]));
}

/** Creates a program's folder, and installs all packed packages and these dependencies there. */
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
    // The packages depend on each other by versions that may not be published yet.
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
