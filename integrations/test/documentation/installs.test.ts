import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../packages.js';
import { markdownFiles } from './programs.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The package of a module: the part before an entry point. */
function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The packages that the programs of a page import. */
function imported(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^ *```(?:ts|tsx|js|mjs)\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
  const modules = blocks.flatMap((block) => [
    ...block.matchAll(/(?:from |^import |import\(|require\()'([^'.][^']*)'/gm),
  ]);
  const packages = modules.map(([, module = '']) => packageOf(module));
  return [...new Set(packages)].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).sort();
}

/** The packages of the `npm install` lines of a page, in blocks or in its text. */
function installed(text: string): readonly string[] {
  return [...text.matchAll(/npm install ([^\n`#]+)/g)].flatMap(([, words = '']) => words.trim().split(/\s+/));
}

const pages = markdownFiles().filter((file) => imported(read(file)).length > 0);

describe('a page with programs', () => {
  it.each(pages)('says how to install all that they import: %s', (file) => {
    const text = read(file);
    const names = installed(text);
    expect(imported(text).filter((name) => !names.includes(name))).toEqual([]);
  });
});
