import { fromString } from '@swf/settings';
import { encodePayload, LIMITS, parsePayload, TASK_PRIORITY, TIMEOUT } from '@swf/settings/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const RUNS = { numRuns: 200 };

describe('a value that is written is read again', () => {
  it('for every timeout and priority', () => {
    const timeouts = fc.oneof(fc.constant('NONE' as const), fc.integer({ min: 0, max: 31_536_000 }));
    fc.assert(
      fc.property(timeouts, fc.integer(), (timeout, priority) => {
        expect(TIMEOUT.parse(TIMEOUT.format('timeout', timeout))).toBe(timeout);
        expect(TASK_PRIORITY.parse(TASK_PRIORITY.format('priority', priority))).toBe(priority);
      }),
      RUNS,
    );
  });

  it('for every settings file', () => {
    const value = fc
      .stringMatching(/^[A-Za-z0-9+/=_-]{1,40}$/)
      .filter((text) => !['true', 'false', 'null'].includes(text));
    const settings = fc.record({ region: value, profile: value, accessKeyId: value, secretAccessKey: value });
    const space = fc.constantFrom('', ' ', '\t', '  ');
    fc.assert(
      fc.property(settings, space, fc.constantFrom('\n', '\r\n', '\n\n; note\n'), (given, blank, end) => {
        const line = (key: string, text: string) => `${blank}${key}${blank}=${blank}${text}${blank}${end}`;
        const text =
          `[credentials]${end}${line('aws_access_key_id', given.accessKeyId)}` +
          `${line('aws_secret_access_key', given.secretAccessKey)}[defaults]${end}` +
          `${line('region', given.region)}${line('profile', given.profile)}`;

        expect(fromString(text)).toEqual(given);
      }),
      RUNS,
    );
  });

  it('for undefined', () => {
    expect([parsePayload(undefined), TIMEOUT.parse(undefined), TASK_PRIORITY.parse(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(encodePayload('input', undefined, LIMITS.data)).toBeUndefined();
  });

  it('for empty and falsy values', () => {
    for (const value of [0, false, null, '']) expect(encodePayload('input', value, LIMITS.data)).toBe(`${value}`);
  });
});

describe('fromString', () => {
  it('accepts any text, or refuses it with its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]=;# \nab"\'\\'), maxLength: 40 }), (text) => {
        try {
          expect(fromString(text)).toEqual({});
        } catch (error) {
          expect(error).toMatchObject({ code: 'SETTINGS', message: expect.stringMatching(/^settings:\d+: expected/) });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
