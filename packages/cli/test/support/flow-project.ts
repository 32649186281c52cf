import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './swf.js';

/** By path: the command line does not depend on `@swf/flow`, and finds it in the user's project. */
export const FLOW = new URL('../../../flow/src/', import.meta.url).href;

/** Makes a folder with these modules, in which `@swf/flow/replay` is found. */
export function flowProject(modules: Readonly<Record<string, string>>): string {
  const project = emptyFolder();
  const flow = join(project, 'flow');
  mkdirSync(flow);
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  symlinkSync(flow, join(project, 'node_modules/@swf/flow'));
  writeFileSync(join(flow, 'package.json'), JSON.stringify({ name: '@swf/flow', exports: { './replay': './r.mjs' } }));
  writeFileSync(join(flow, 'r.mjs'), `export * from '${FLOW}replay/index.ts';`);
  for (const [name, source] of Object.entries(modules)) writeFileSync(join(project, name), source);
  return project;
}
