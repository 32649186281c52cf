import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tracked } from '../../packages.js';

/** A program in a Markdown file. */
export interface Program {
  /** Where it stands: the file and its number there, from 1. */
  readonly name: string;
  readonly source: string;
  /** False below a comment `<!-- compiled only: why -->`. */
  readonly isRun: boolean;
}

/** What a program says that it prints, in order: the comments behind its `console.log`s, or on the lines below one. */
export function saysItPrints(source: string): readonly string[] {
  const said = source.matchAll(/console\.log\(.*\);(?: \/\/ (.+)|((?:\n\/\/ .*)+))$/gm);
  return [...said].map(([, behind, below = '']) => behind ?? below.replaceAll('\n//', ''));
}

/** Makes white space of any kind and length one blank: a comment does not break lines where `console.log` does. */
function onOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** What of it was not printed, or not in this order; `...` in a comment stands for anything. */
export function notPrinted(said: readonly string[], stdout: string): readonly string[] {
  let rest = onOneLine(stdout);
  return said.filter((text) => {
    const pattern = onOneLine(text)
      .split('...')
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*?');
    const found = new RegExp(`(?<= |^)${pattern}(?= |$)`).exec(rest);
    if (found) rest = rest.slice(found.index + found[0].length);
    return !found;
  });
}

/** The Markdown files of the repository. */
export function markdownFiles(): readonly string[] {
  return tracked('*.md', ':!:*CHANGELOG.md');
}

/** The TypeScript programs of a file: a block that imports something begins one, and a block that does not goes on with it. */
export function programsOf(file: string): readonly Program[] {
  const text = readFileSync(join(root, file), 'utf8');
  const programs: { source: string; isRun: boolean }[] = [];
  for (const [, mark, block = ''] of text.matchAll(/(<!-- compiled only: .+ -->\n+)?^```ts\n(.*?)^```$/gms)) {
    const last = programs.at(-1);
    if (/^import /m.test(block) || !last) programs.push({ source: block, isRun: mark === undefined });
    else last.source += `\n${block}`;
  }
  return programs.map((program, index) => ({ name: `${file} ${index + 1}`, ...program }));
}
