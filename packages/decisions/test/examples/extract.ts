import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A piece of TypeScript in a doc comment. */
export interface Example {
  /** The file and the line it begins on. */
  readonly name: string;
  readonly code: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The `@example` blocks of all sources. */
export function sourceExamples(): Example[] {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(`${root}src/${file}`, 'utf8');
    return [...text.matchAll(/^ *\* @example\n((?: *\*(?!\/| @).*\n)+)/gm)].map(({ 1: block = '', index }) => ({
      name: `src/${file}:${lineOf(text, index)}`,
      code: block.replace(/^ *\* ?/gm, ''),
    }));
  });
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
