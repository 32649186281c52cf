import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzippedBytes, SDK } from '../bundles/bundles.js';
import type { Row } from '../harness/row.js';

const DIST = fileURLToPath(new URL('../../../packages/flow/dist/', import.meta.url));

/** Measures the installed package, and what a workflow module adds to a bundle. */
export async function sizeRows(): Promise<readonly Row[]> {
  const workflowSide = `export { activity, workflow, signal, sleep, condition, scope, race, all, settled, mapConcurrent,
    saga, retry, shield, human, external, lambda, version, sideEffect, continueAsNew, publish, info, log } from '@swf/flow';`;
  const lower = ['settings', 'models', 'history', 'decisions', 'actors'].flatMap((name) => [
    `@swf/${name}`,
    `@swf/${name}/*`,
  ]);
  const bytes = await gzippedBytes(workflowSide, [...SDK, ...lower]);
  return [
    { case: '@swf/flow', subject: 'installed', figure: `${Math.round(installedBytes() / 1024)} KiB` },
    { case: '@swf/flow', subject: 'workflow side, minified, gzipped', figure: `${(bytes / 1024).toFixed(1)} KiB` },
  ];
}

/** The built files, as the package ships them. */
function installedBytes(): number {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(`${parentPath}/${name}`).size, 0);
}
