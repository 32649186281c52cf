import { existsSync } from 'node:fs';
import { node, pnpm, root, step } from './steps.mjs';

const LOWEST_NODE = [20, 19];

/** Installs the locked dependencies and builds every package. Resolves to an exit code. */
export async function setUp() {
  return checkNode() || (await install()) || (await step('build packages', buildPackages));
}

/** Installs what is missing, and builds the page of the console from the sources. Resolves to an exit code. */
export async function setUpSources() {
  const isInstalled = existsSync(`${root}/node_modules/.modules.yaml`);
  return checkNode() || (isInstalled ? 0 : await install()) || (await step('build the page', buildPage));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor < LOWEST_NODE[1])) {
    process.stdout.write(`Node must be ${LOWEST_NODE.join('.')} or later, got ${process.versions.node}\n`);
    return 1;
  }
  return 0;
}

function install() {
  return step('install dependencies', () => pnpm('install', '--frozen-lockfile'));
}

function buildPackages() {
  return pnpm('turbo', 'run', 'build', '--output-logs=errors-only');
}

function buildPage() {
  return node('packages/console/scripts/build-page.mjs', '--source');
}
