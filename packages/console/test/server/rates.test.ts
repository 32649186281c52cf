import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rateOf } from '../../src/changes/rates.js';

const page = readFileSync(new URL('../../../../docs/going-to-aws.md', import.meta.url), 'utf8');

const number = (text: string) => Number(text.replaceAll(',', ''));

/** The operations of actors, which a console never sends. */
const OF_ACTORS = /^(?:PollFor|Respond|RecordActivityTaskHeartbeat)/;

describe('The rates of the budget', () => {
  const documented = [...page.matchAll(/^\| (`[^|]+`) +\| ([\d,]+) +\| ([\d,]+) +\| \S/gm)].flatMap(
    ([, operations = '', bucket = '', refill = '']) =>
      [...operations.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, number(bucket), number(refill)] as const),
  );
  const sent = documented.filter(([name]) => !OF_ACTORS.test(name));

  it('cover 32 operations', () => expect(sent).toHaveLength(32));

  it.each(sent)('are those of the documentation for %s', (name, bucket, refill) => {
    expect(rateOf(name)).toEqual([bucket, refill]);
  });
});
