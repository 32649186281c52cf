import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RATES } from '../../src/throttling/throttles.js';

const page = readFileSync(new URL('../../../../docs/going-to-aws.md', import.meta.url), 'utf8');

const number = (text: string) => Number(text.replaceAll(',', ''));

describe('docs/going-to-aws.md', () => {
  it('lists the rate of each operation once, as the service applies it', () => {
    const rows = [...page.matchAll(/^\| (`[^|]+`) +\| ([\d,]+) +\| ([\d,]+) +\| \S/gm)];
    const documented = rows.flatMap(([, operations = '', bucket = '', refill = '']) =>
      [...operations.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, [number(bucket), number(refill)]] as const),
    );
    expect(documented).toHaveLength(39);
    expect(Object.fromEntries(documented)).toEqual(RATES);
  });
});
