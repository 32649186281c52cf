import { pnpm, step } from './steps.mjs';

const LOWEST_NODE = [20, 19];

/** Installs the locked dependencies and builds every package. Resolves to an exit code. */
export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor < LOWEST_NODE[1])) {
    process.stdout.write(`Node must be ${LOWEST_NODE.join('.')} or later, got ${process.versions.node}\n`);
    return 1;
  }
  return (
    (await step('install dependencies', () => pnpm('install', '--frozen-lockfile'))) ||
    (await step('build packages', () => pnpm('turbo', 'run', 'build', '--output-logs=errors-only')))
  );
}
