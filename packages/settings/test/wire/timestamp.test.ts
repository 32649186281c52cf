import { runInNewContext } from 'node:vm';
import { parseMilliseconds, parseTimestamp } from '@swf/settings/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const INSTANT = '2023-11-14T22:13:20.500Z';

describe('parseTimestamp', () => {
  it.each([
    ['a Date', new Date(INSTANT)],
    ['a Date of another realm', runInNewContext(`new Date('${INSTANT}')`) as unknown],
    ['epoch seconds', 1_700_000_000.5],
    ['epoch milliseconds', 1_700_000_000_500],
    ['an ISO string', INSTANT],
    ['an ISO string with a zone', '2023-11-14T23:13:20.500+01:00'],
    ['an ISO string with microseconds', '2023-11-14T22:13:20.500000+00:00'],
    ['an ISO string without a zone', '2023-11-14T22:13:20.500'],
    ['a string of Python', '2023-11-14 22:13:20.500000'],
    ['a string of Python with a zone', '2023-11-14 22:13:20.500000+00:00'],
    ['a zone without a colon', '2023-11-14T20:13:20.5-0200'],
    ['a zone without minutes', '2023-11-14 23:13:20.5+01'],
  ])('reads %s', (_, value) => {
    expect(parseTimestamp(value)?.toISOString()).toBe(INSTANT);
  });

  it.each(['2024-02-29', '2026-04-30', '2026-12-31', '2026-01-31T10:00Z'])(
    'reads the last day of a month: %s',
    (text) => {
      expect(parseTimestamp(text)?.toISOString()).toContain(text.slice(0, 10));
    },
  );

  it('takes numbers for seconds below 100,000,000,000, and for milliseconds from there on', () => {
    expect(parseTimestamp(99_999_999_999)?.toISOString()).toBe('5138-11-16T09:46:39.000Z');
    expect(parseTimestamp(100_000_000_000)?.toISOString()).toBe('1973-03-03T09:46:40.000Z');
    expect(parseTimestamp(-99_999_999_999)?.getTime()).toBe(-99_999_999_999_000);
    expect(parseTimestamp(-100_000_000_000)?.getTime()).toBe(-100_000_000_000);
  });

  it('reads the same instant from seconds, milliseconds, ISO and Date, from 1974 to 2199', () => {
    const instants = fc.date({ min: new Date('1974-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        const time = instant.getTime();
        for (const value of [instant, time, time / 1000, instant.toISOString()]) {
          expect(parseTimestamp(value)?.getTime()).toBe(time);
        }
      }),
    );
  });

  it.each([undefined, null])('returns undefined for %s', (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an Invalid Date', new Date('never')],
    ['other text', 'yesterday'],
    ['an empty string', ''],
    ['a day that its month does not have', '2026-02-29'],
    ['a time on a day that its month does not have', '2026-04-31T10:00Z'],
    ...[
      '1',
      '2026',
      '2026/02/10',
      'Feb 30 2026',
      '2026-2-3',
      ' 2026-02-10',
      '2026-02-10T10:00:5',
      '2026-02-10T25:00',
    ].map((text): [string, unknown] => [`"${text}"`, text]),
    ...['PM', ' PM', ' EST', ' (x)', ' -5', '+99:99'].map((end): [string, unknown] => [
      `a time with "${end}"`,
      `2026-02-10 10:00${end}`,
    ]),
    ['a time of Python on such a day', '2026-02-30 10:00:00'],
    ['an object', { seconds: 1 }],
    ['a boolean', true],
  ])('returns an Invalid Date for %s', (_, value) => {
    expect(parseTimestamp(value)?.getTime()).toBeNaN();
  });

  it('returns a copy of a Date', () => {
    const given = new Date(INSTANT);
    parseTimestamp(given)?.setTime(0);

    expect(given.toISOString()).toBe(INSTANT);
  });
});

describe('parseMilliseconds', () => {
  it('returns what the Date of parseTimestamp has, also beyond its range and between milliseconds', () => {
    const numbers = [1_700_000_000_000.7, -1_700_000_000_000.7, 8.64e15, 8.64e15 + 1, -8.64e15 - 1, 0.0004, 1e300];
    for (const value of [...numbers, undefined, null, Number.NaN, INSTANT, 'yesterday', new Date(INSTANT), {}]) {
      expect(parseMilliseconds(value)).toBe(parseTimestamp(value)?.getTime());
    }
    expect(parseMilliseconds(1_700_000_000_000.7)).toBe(1_700_000_000_000);
    expect(parseMilliseconds(8.64e15)).toBe(8.64e15);
    expect(parseMilliseconds(8.64e15 + 1)).toBeNaN();
  });
});
