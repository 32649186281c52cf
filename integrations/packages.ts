import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The members of a `package.json` that tests read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** What its tarball has besides the README and the manifest. */
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, string | Readonly<Record<'@swf/source' | 'types' | 'default', string>>>>;
  /** The command line has none. */
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The root folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Reads a JSON file as the type that the caller expects, unchecked. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** The published packages. */
export const manifests = readdirSync(join(root, 'packages')).map((folder) =>
  readJson<Manifest>(join(root, 'packages', folder, 'package.json')),
);

/** Everything that a program can import from the packages. */
export const specifiers = manifests.flatMap(({ name, exports }) =>
  Object.entries(exports)
    // The others are files, such as `package.json`.
    .filter(([, target]) => typeof target !== 'string')
    .map(([path]) => name + path.slice(1)),
);

const { packageManager } = readJson<{ packageManager: string }>(join(root, 'package.json'));

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a command and waits until it exits. */
export function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Environment = {},
): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
}

/**
 * Runs a command and returns its output.
 *
 * @throws Error if it fails
 */
export function succeed(cwd: string, command: string, args: readonly string[], env: Environment = {}): string {
  const { status, stdout, stderr, error } = run(cwd, command, args, env);
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
  return stdout;
}

/** The existing files of the repository that git tracks and that match a pattern. */
export function tracked(...patterns: readonly string[]): readonly string[] {
  const listed = succeed(root, 'git', ['ls-files', '--', ...patterns]);
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

/** Runs pnpm, in the version that the repository pins. */
export function pnpm(cwd: string, args: readonly string[], env: Environment = {}): string {
  return succeed(cwd, 'npx', ['--yes', packageManager, ...args], env);
}

/** The path of a package's tarball in the folder it was packed into. */
export function tarball(folder: string, { name, version }: Pick<Manifest, 'name' | 'version'>): string {
  return join(folder, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
}

/** Packs every package as it would be published, from `dist/`: run `npm run build` first. */
export function packAll(folder: string, repository = root): void {
  pnpm(repository, ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder]);
}
