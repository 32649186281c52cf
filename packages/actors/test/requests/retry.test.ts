import {
  ConnectionError,
  DoesNotExistError,
  InvalidArgumentError,
  LimitExceededError,
  OperationNotPermittedError,
  RateLimitExceededError,
  ResponseError,
  SettingsError,
} from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureKind, mayBeApplied } from '../../src/requests/failure-kind.js';
import { Refusals } from '../../src/requests/refusals.js';
import { retry } from '../../src/requests/retry.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const answered = (httpStatusCode: number, more: object = {}) => ({
  cause: Object.assign(new Error('of the SDK'), { $metadata: { httpStatusCode, ...more } }),
});
const refused = (code: string) => ({ cause: Object.assign(new Error('of the SDK'), { code }) });

describe('A failed request', () => {
  it.each([
    ['transient', true, new ConnectionError('reset', refused('ECONNRESET'))],
    ['transient', true, new ConnectionError('garbage', answered(200))],
    ['transient', true, new ResponseError('broken', { ...answered(500), fault: 'InternalFailure' })],
    ['transient', false, new ConnectionError('nobody there', refused('ECONNREFUSED'))],
    ['transient', false, new ConnectionError('a page', answered(403))],
    ['transient', false, new RateLimitExceededError('slow', answered(400))],
    ['transient', false, new LimitExceededError('too many polls', { ...answered(400), fault: 'LimitExceededFault' })],
    ['transient', false, new ResponseError('failed before it was sent')],
    ['refused', false, new OperationNotPermittedError('denied', answered(400))],
    ['refused', false, new SettingsError('no credentials')],
    ['refused', false, new ResponseError('odd', { ...answered(400), fault: 'UnknownOperationException' })],
    ['final', false, new DoesNotExistError('gone', answered(400, { attempts: 1 }))],
    ['final', true, new DoesNotExistError('gone', answered(400, { attempts: 2 }))],
    ['final', false, new InvalidArgumentError('bad')],
    ['final', false, new LimitExceededError('too large, found before sending')],
    ['final', false, new ResponseError('too large', { ...answered(413), fault: 'RequestEntityTooLargeException' })],
    ['final', false, new TypeError('a bug')],
  ])('is %s, and may be applied: %s (%s)', (kind, isMaybeApplied, error) => {
    expect(failureKind(error)).toBe(kind);
    expect(mayBeApplied(error)).toBe(isMaybeApplied);
  });
});

describe('A retried request', () => {
  it.each([
    [20, new ConnectionError('reset')],
    [60, new OperationNotPermittedError('denied')],
  ])('backs off up to %s seconds after %s', async (cap, error) => {
    const delays: number[] = [];
    const signal = new AbortController();
    const done = retry(() => Promise.reject(error), {
      signal: signal.signal,
      onRetry: ({ delayInSeconds }) => delays.push(delayInSeconds),
    }).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(600_000);
    signal.abort();

    expect(await done).toBe(error);
    expect(delays[0]).toBeCloseTo(0.2, 2);
    expect(Math.max(...delays)).toBeCloseTo(cap, 0);
  });
});

describe('Refusals', () => {
  it('are new once for each operation and problem, until SWF takes a request again', () => {
    const refusals = new Refusals();
    const denied = new OperationNotPermittedError('denied', { fault: 'AccessDeniedException' });
    const expired = new OperationNotPermittedError('expired', { fault: 'ExpiredTokenException' });

    expect(refusals.isNew('poll', new ConnectionError('reset'))).toBe(false);
    expect(refusals.isNew('poll', denied)).toBe(true);
    expect(refusals.isNew('poll', denied)).toBe(false);
    expect(refusals.isNew('poll', expired)).toBe(true);
    expect(refusals.isNew('heartbeat', expired)).toBe(true);
    expect(refusals.current.map(({ operation, error }) => [operation, error])).toEqual([
      ['poll', expired],
      ['heartbeat', expired],
    ]);
    refusals.end('poll');
    expect(refusals.current).toHaveLength(1);
    expect(refusals.isNew('poll', expired)).toBe(true);
  });
});
