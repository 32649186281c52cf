import { readFileSync } from 'node:fs';
import { findingCodes, findingMeanings } from '@swf/explain';
import { describe, expect, it } from 'vitest';

describe('findingMeanings', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) +\| (.+?) +\|$/gm)].map(
    ([, codes = '', words]) => ({
      codes: [...codes.matchAll(/[A-Z_]+/g)].map(([code]) => code),
      words,
    }),
  );

  it('has every code that the README explains, in its order', () => {
    expect(rows.flatMap(({ codes }) => codes)).toEqual([...findingCodes]);
  });

  it.each(findingCodes)('is what docs/cli.md says of %s', (code) => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    expect(page.replaceAll(/\s+/g, ' ')).toContain(` ${code} ${findingMeanings[code]} `);
  });

  it('says what the README says of each code that has a row of its own', () => {
    const meanings: Readonly<Record<string, string>> = findingMeanings;
    const alone = rows.filter(({ codes }) => codes.length === 1);
    expect(alone.length).toBeGreaterThan(10);
    for (const { codes, words } of alone) expect(meanings[codes[0] ?? '']).toBe(words);
  });
});
