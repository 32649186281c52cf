import { existsSync, readFileSync } from 'node:fs';
import { node, pnpm, root, step } from './steps.mjs';

const { engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const LOWEST_NODE = /[\d.]+/.exec(engines.node)[0].split('.').map(Number);

/** Makes Node read the sources of all packages. */
export const SOURCES = '--conditions=@swf/source';

/** Installs the locked dependencies and builds every package. Resolves to an exit code. */
export async function setUp() {
  return checkNode() || (await install()) || (await step('build packages', buildPackages));
}

/**
 * Installs what is missing, and builds the page of the console. All else runs from the sources,
 * with {@link SOURCES}. Resolves to an exit code.
 */
export async function setUpSources() {
  return checkNode() || (isInstalled() ? 0 : await install()) || (await step('build the page', buildPage));
}

/** Whether pnpm has installed what is locked: it keeps a copy of what it installed. */
function isInstalled() {
  const copy = `${root}/node_modules/.pnpm/lock.yaml`;
  return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(`${root}/pnpm-lock.yaml`, 'utf8');
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
