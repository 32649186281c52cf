import { failureOf, TaskAbortedError } from '@swf/actors';
import { LIMITS } from '@swf/settings/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const details = (thrown: unknown) => JSON.parse(failureOf(thrown).details);

describe('A failure', () => {
  it('has the name, message, code, stack and causes of an error, and whether to retry it', () => {
    const cause = new TypeError('no network');
    const error = Object.assign(new RangeError('no card', { cause }), { code: 'E_CARD', retryable: false });

    expect(failureOf(error).reason).toBe('RangeError: no card');
    expect(details(error)).toEqual({
      name: 'RangeError',
      message: 'no card',
      code: 'E_CARD',
      retryable: false,
      stack: error.stack,
      cause: { name: 'TypeError', message: 'no network', stack: cause.stack },
    });
  });

  it('has what errors of the packages say beyond that', () => {
    const others = { reason: 'declined', details: { code: 51 }, failures: [new Error('no refund')] };

    expect(details(Object.assign(new Error('no card'), others, { unknown: 'left out' }))).toEqual({
      name: 'Error',
      message: 'no card',
      stack: expect.any(String),
      reason: 'declined',
      details: { code: 51 },
      failures: [{ name: 'Error', message: 'no refund', stack: expect.any(String) }],
    });
  });

  it('has the errors of an AggregateError', () => {
    expect(details(new AggregateError([new Error('a'), 'b'], 'both')).errors).toMatchObject([{ message: 'a' }, 'b']);
  });

  it.each([
    ['a string', 'no card', 'no card', 'no card'],
    ['an object', { status: 402 }, '{"status":402} was thrown', { status: 402 }],
    ['null', null, 'null was thrown', null],
    ['undefined', undefined, 'undefined was thrown', null],
    ['a bigint', 1n, '1 was thrown', '1'],
    ['a symbol', Symbol('s'), 'Symbol(s) was thrown', 'Symbol(s)'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z" was thrown', '1970-01-01T00:00:00.000Z'],
  ])('describes %s that was thrown', (_, thrown, reason, told) => {
    expect(failureOf(thrown).reason).toBe(reason);
    expect(details(thrown)).toEqual(told);
  });

  it.each([
    ['CANCEL_REQUESTED', 'the cancellation of the task was requested'],
    ['TIMED_OUT', 'the timeout of the task has passed'],
    ['TASK_UNKNOWN', 'SWF no longer knows the task'],
    ['STOPPING', 'the actor is stopping'],
  ] as const)('has the code of an aborted task: %s', (code, message) => {
    expect(failureOf(new TaskAbortedError(code)).reason).toBe(`${code}: ${message}`);
  });

  it('has no more than a mark of a value that throws however it is read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(failureOf(proxy)).toEqual({ reason: 'an error that cannot be read', details: '"[truncated]"' });
  });

  it('marks cycles of causes and of values', () => {
    const error = new Error('round');
    error.cause = error;
    const value: { self?: unknown } = {};
    value.self = value;

    expect(details(error).cause).toBe('[circular]');
    expect(details(value)).toEqual({ self: '[circular]' });
  });

  it('marks properties that throw as unreadable', () => {
    const error = Object.defineProperty(new Error('shy'), 'code', {
      get: () => {
        throw new Error('no');
      },
    });

    expect(details(error)).toMatchObject({ message: 'shy', code: '[unreadable]' });
    const deaf = Object.defineProperty(new Error('shy'), 'cause', {
      get: () => {
        throw new Error('no');
      },
    });
    expect(details(deaf)).toMatchObject({ message: 'shy', cause: '[unreadable]' });
    const guarded = {
      open: 1,
      get shut() {
        throw new Error('no');
      },
    };
    expect(details(guarded)).toEqual({ open: 1, shut: '[unreadable]' });
    expect(details({ toString: null, toJSON: () => 7 })).toBe(7);
  });

  it('says so if not even the message can be read', () => {
    const error = Object.defineProperty(new Error('no card'), 'message', {
      get: () => {
        throw new Error('no message');
      },
    });

    expect(failureOf(error).reason).toBe('an error that cannot be read');
    expect(details(error)).toMatchObject({ name: 'Error', message: '[unreadable]' });
  });

  it('keeps the message of an error whose stack is too long', () => {
    const error = Object.assign(new Error('short'), { stack: 'x'.repeat(100_000) });

    expect(details(error)).toMatchObject({ message: 'short', stack: expect.stringMatching(/^x+\.\.\.$/) });
  });
});

describe('A failure with a large cause', () => {
  it('keeps the name, message and stack of the error, and shows a buffer by its size', () => {
    const error = new RangeError('no card', { cause: { body: Buffer.alloc(20_000_000), status: 500 } });

    expect(failureOf(error).reason).toBe('RangeError: no card');
    expect(details(error)).toEqual({
      name: 'RangeError',
      message: 'no card',
      stack: error.stack,
      cause: { body: '[Buffer of 20000000 bytes]', status: 500 },
    });
  });

  it('reads no more of a wide cause than it has room for', () => {
    let reads = 0;
    const wide = Object.defineProperties(
      {},
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, index) => [
          `field${index}`,
          {
            enumerable: true,
            get: () => {
              reads += 1;
              return index;
            },
          },
        ]),
      ),
    );
    const error = new Error('wide', { cause: [wide, wide] });

    expect(details(error)).toMatchObject({ name: 'Error', message: 'wide', stack: error.stack });
    expect(details(error).cause[0]).toMatchObject({ field0: 0, field999: 999, '...': '[truncated]' });
    expect(reads).toBeLessThan(5000);
  });

  it('is bounded for objects that share their parts many times over', () => {
    let shared: object = { leaf: 'x' };
    for (let depth = 0; depth < 40; depth += 1)
      shared = Object.fromEntries([...'abcdefgh'].map((key) => [key, shared]));
    const error = Object.assign(new Error('shared', { cause: shared }), {
      errors: Array.from({ length: 1e6 }, () => shared),
    });

    expect(details(error)).toMatchObject({ message: 'shared', stack: error.stack });
    expect(details(shared)).toBeTypeOf('object');
  });

  it('keeps the message of an error whose code and causes are long', () => {
    const cause = new Error('y'.repeat(100_000), { cause: new Error('deepest') });
    const error = Object.assign(new Error('short', { cause }), { code: 'x'.repeat(100_000) });

    expect(details(error)).toMatchObject({
      message: 'short',
      stack: error.stack,
      cause: { name: 'Error', message: expect.stringMatching(/^y+\.\.\.$/), cause: { message: 'deepest' } },
    });
  });
});

describe('The details of a failure', () => {
  const cut = (length: number) => `${'x'.repeat(length - 3)}...`;
  const nested = (levels: number): object => (levels === 1 ? { leaf: 1 } : { inner: nested(levels - 1) });

  it('have texts of up to 2048 characters, and up to 8192 of the message of the error itself', () => {
    const [fits, tooLong] = ['x'.repeat(2048), 'x'.repeat(2049)];
    expect(details({ fits, tooLong })).toEqual({ fits, tooLong: cut(2048) });
    expect(details(new Error('x'.repeat(8192))).message).toBe('x'.repeat(8192));
    expect(details(new Error('x'.repeat(8193))).message).toBe(cut(8192));
    expect(details(new Error('no card', { cause: new Error(tooLong) })).cause.message).toBe(cut(2048));
  });

  it('have 8 levels of objects', () => {
    expect(details(nested(8))).toEqual(nested(8));
    expect(JSON.stringify(details(nested(9)))).toBe(JSON.stringify(nested(9)).replace('{"leaf":1}', '"[deeper]"'));
  });

  it('have 2000 values', () => {
    const values = (count: number) => Array.from({ length: count }, () => 0);
    expect(details(values(1999))).toEqual(values(1999));
    expect(details(values(2000))).toEqual([...values(1999), '[truncated]']);
  });
});

describe('The reason and details of a failure', () => {
  it("are within SWF's limits, and the details are JSON, whatever is thrown", () => {
    const thrown = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, maxDepth: 4 }),
      fc.string({ minLength: 0, maxLength: 40_000, unit: 'grapheme' }).map((message) => new Error(message)),
      fc.tuple(fc.string(), fc.anything()).map(([message, cause]) => new Error(message, { cause })),
    );
    fc.assert(
      fc.property(thrown, (value) => {
        const { reason, details } = failureOf(value);
        expect(reason.length).toBeLessThanOrEqual(LIMITS.reason);
        expect(details.length).toBeLessThanOrEqual(LIMITS.data);
        const told = JSON.parse(details);
        if (!(value instanceof Error)) return;
        expect(told.name).toBe(value.name);
        expect(value.message.startsWith(told.message.replace(/\.\.\.$/, ''))).toBe(true);
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it.each([
    ['x', 256],
    // The first and the last character that take two units.
    ['\u{10000}', 255],
    ['\u{10ffff}', 255],
  ])('have all characters that fit: %j', (character, length) => {
    expect(failureOf(character.repeat(300)).reason).toHaveLength(length);
    expect(failureOf(`x${character.repeat(300)}`).reason).toHaveLength(256);
  });

  it("are truncated at SWF's limit, and never within a surrogate pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 200, maxLength: 300 }), (text) => {
        const { reason } = failureOf(text);
        expect(reason.length).toBeLessThanOrEqual(256);
        if (text.length <= 256) expect(reason).toBe(text);
        else expect(text.startsWith(reason.slice(0, -3))).toBe(true);
        // Half a surrogate pair cannot be encoded.
        expect(() => encodeURIComponent(reason)).not.toThrow();
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});
