import { findingMeanings } from '@swf/explain';

const WIDTH = 78;

/** Returns the module with what `swf help findings` and `swf help CODE` show, made of docs/runbook.md. */
export function runbookModule(page: string): string {
  const sections = page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n'))] as const);
  return [
    '// Generated from docs/runbook.md by `npx vitest run --project cli reference -u`.\n\n',
    '/** Each code of a finding with its meaning, the most important first. */\n',
    `export const FINDING_LIST = \`${escaped(list())}\`;\n\n`,
    '/** What each code of a finding means, and what to do about it. */\n',
    'export const FINDINGS: Readonly<Record<string, string>> = {\n',
    ...sections.map(([code, text]) => `  ${code}: \`${escaped(helpOf(text))}\`,\n`),
    '};\n',
  ].join('');
}

function list(): string {
  const codes = Object.entries(findingMeanings);
  const width = Math.max(...codes.map(([code]) => code.length)) + 2;
  return codes
    .map(([code, meaning]) => wrapped(meaning, width + 2).replace(/^ +/, `  ${code.padEnd(width)}`))
    .join('\n');
}

/** Keeps what a finding means, the fix and what not to do: the causes are on the page. */
function helpOf(section: string): string {
  const [meaning = '', ...items] = section.split(/^- \*\*/m);
  const item = (name: string) => items.find((each) => each.startsWith(name));
  const fix = item('Fix:')?.replace('Fix:**', 'Fix:');
  const not = item('Do not')?.replace('Do not**', 'Do not');
  const blocks = [meaning, fix ?? '', not ?? ''].flatMap((text) => text.split(/\n\s*\n/)).map((text) => text.trim());
  return blocks
    .filter((text) => text !== '')
    .map(block)
    .join('\n\n');
}

function block(text: string): string {
  const [, commands] = /^```sh\n(.*)\n\s*```$/s.exec(text) ?? [];
  if (commands !== undefined) return commands.replaceAll(/^\s*/gm, '  $ ');
  const plain = text
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/`(swf [^`]+)`/g, '"$1"')
    .replaceAll(/\*\*|`/g, '');
  return wrapped(plain, 0);
}

function wrapped(text: string, indent: number): string {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
}

/** Escapes what a template literal would read. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`]|\$\{/g, '\\$&');
}
