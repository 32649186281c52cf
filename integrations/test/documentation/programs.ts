import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tracked } from '../../packages.js';

/** A program in a Markdown file. */
export interface Program {
  /** The file, and the number of the program in it, from 1. */
  readonly name: string;
  readonly source: string;
  /** False below a comment `<!-- compiled only: why -->`. */
  readonly isRun: boolean;
}

/**
 * The output that a program promises: the comments after its `console.log`s, or on the lines below.
 */
export function promisedOutput(source: string): readonly string[] {
  const comments = source.matchAll(/console\.log\(.*\);(?: \/\/ (.+)|((?:\n\/\/ .*)+))$/gm);
  return [...comments].map(([, behind, below = '']) => behind ?? below.replaceAll('\n//', ''));
}

/** Collapses white space: comments and `console.log` break lines differently. */
function onOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** The promised output that is missing, or out of order; `...` in a comment matches anything. */
export function missingOutput(promised: readonly string[], stdout: string): readonly string[] {
  let rest = onOneLine(stdout);
  return promised.filter((text) => {
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

/**
 * The TypeScript programs of a file: a block with imports starts one, a block without continues it.
 */
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
