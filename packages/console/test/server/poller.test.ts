import { RateLimitExceededError, SwfError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';
import { OverBudgetError } from '../../src/server/budget/bucket.js';
import { problemOf, problemResponse, RequestError } from '../../src/server/http/problem.js';
import { Poller } from '../../src/server/live/poller.js';
import { TestClock } from '../support/test-clock.js';

/** A poller of a number that the test sets, or of an error that it throws. */
function pollerOf(isFinal?: (value: number) => boolean) {
  const clock = new TestClock();
  const state: { value: number; error: Error | undefined } = { value: 1, error: undefined };
  const waits: number[] = [];
  const resource = {
    interval: { first: 10, quiet: 40 },
    read: async () => {
      if (state.error) throw state.error;
      return state.value;
    },
    versionOf: (value: number) => String(value),
    ...(isFinal && { isFinal }),
  };
  const send = (maxWaitInSeconds: number) => {
    waits.push(maxWaitInSeconds);
    return {} as Client;
  };
  const poller = new Poller(resource, send, clock);
  return {
    clock,
    poller,
    state,
    waits,
    watch() {
      const heard: unknown[] = [];
      const leave = poller.watch({
        onValue: (value) => heard.push(value),
        onState: (live) => heard.push(`${live.state} ${live.intervalInSeconds}`),
        onError: ({ title, code }) => heard.push(`${code}: ${title}`),
      });
      return { leave, heard: () => heard.splice(0) };
    },
    /** Lets time pass up to the next poll, and returns the seconds until the one after. */
    async next() {
      clock.pass(clock.wait);
      await clock.settle();
      return clock.wait;
    },
  };
}

describe('A poller', () => {
  it('polls half as often again while there is no news, down to its quiet interval', async () => {
    const { clock, state, watch, waits, next } = pollerOf();
    const { heard } = watch();
    await clock.settle();
    expect([heard(), clock.wait, waits]).toEqual([[1, 'live 10'], 10, [10]]);
    expect([await next(), heard()]).toEqual([15, ['live 15']]);
    expect([await next(), heard()]).toEqual([22.5, ['live 22.5']]);
    expect([await next(), heard()]).toEqual([33.75, ['live 33.75']]);
    expect([await next(), heard()]).toEqual([40, ['live 40']]);
    expect([await next(), heard()]).toEqual([40, []]);
    // A poll may wait as long as its interval.
    expect(waits).toEqual([10, 10, 15, 22.5, 33.75, 40]);
    state.value = 2;
    expect([await next(), heard()]).toEqual([10, [2, 'live 10']]);
  });

  it('waits as long as SWF or the budget says', async () => {
    const { clock, state, watch, next } = pollerOf();
    const { heard } = watch();
    await clock.settle();
    heard();
    state.error = new OverBudgetError('over budget', 25);
    expect([await next(), heard()]).toEqual([25, ['slowed 25']]);
    state.error = new OverBudgetError('over budget', 5);
    expect([await next(), heard()]).toEqual([10, ['slowed 10']]);
    state.error = new RateLimitExceededError('throttled');
    expect([await next(), heard()]).toEqual([10, []]);
    state.error = undefined;
    expect([await next(), heard()]).toEqual([15, ['live 15']]);
  });

  it('polls less often while it fails, and says why once', async () => {
    const { clock, state, watch, next } = pollerOf();
    const { heard } = watch();
    await clock.settle();
    heard();
    state.error = new SwfError('OPERATION_NOT_PERMITTED', 'access denied');
    expect([await next(), heard()]).toEqual([15, ['OPERATION_NOT_PERMITTED: access denied']]);
    state.error = new SwfError('OPERATION_NOT_PERMITTED', 'access denied again');
    expect([await next(), heard()]).toEqual([22.5, []]);
    state.error = new SwfError('CONNECTION', 'SWF cannot be reached');
    for (const seconds of [33.75, 40, 40]) expect(await next()).toBe(seconds);
    expect(heard()).toEqual(['CONNECTION: SWF cannot be reached']);
  });

  it('ends with a value that never changes again', async () => {
    const { clock, state, watch, next } = pollerOf((value) => value === 2);
    const { heard } = watch();
    await clock.settle();
    state.value = 2;
    await next();
    expect([heard(), clock.timers]).toEqual([[1, 'live 10', 2, 'final 10'], 0]);
    clock.pass(3600);
    const later = watch();
    await clock.settle();
    expect([later.heard(), clock.timers]).toEqual([[2, 'final 10'], 0]);
  });

  it('polls at once for another watcher, if its value is as old as its first interval', async () => {
    const { clock, watch, next, waits } = pollerOf();
    watch();
    await clock.settle();
    await next();
    clock.pass(9.999);
    const second = watch();
    await clock.settle();
    expect([second.heard(), waits.length]).toEqual([[1, 'live 15'], 2]);
    clock.pass(0.001);
    const third = watch();
    await clock.settle();
    expect([third.heard(), waits.length, clock.wait]).toEqual([[1, 'live 15'], 3, 15]);
  });

  it('polls at once for another watcher, if the clock was set back since the last poll', async () => {
    const { clock, watch, waits } = pollerOf();
    watch();
    await clock.settle();
    clock.pass(-3600);
    watch();
    await clock.settle();
    expect(waits.length).toBe(2);
  });

  it('stops when nobody watches, and begins anew', async () => {
    const { clock, poller, watch, next, waits } = pollerOf();
    const [first, second] = [watch(), watch()];
    await clock.settle();
    await next();
    first.leave();
    expect([poller.isWatched, clock.timers]).toEqual([true, 1]);
    second.leave();
    expect([poller.isWatched, clock.timers]).toEqual([false, 0]);
    clock.pass(5);
    watch();
    await clock.settle();
    expect([waits.length, clock.wait]).toEqual([2, 10]);
  });

  it('drops the answer to a poll that nobody waits for', async () => {
    const { clock, watch, state } = pollerOf();
    const { leave, heard } = watch();
    state.error = new Error('late');
    leave();
    await clock.settle();
    expect([heard(), clock.timers]).toEqual([[], 0]);
  });
});

describe('A problem', () => {
  it.each([
    ['INVALID_ARGUMENT', 400],
    ['OPERATION_NOT_PERMITTED', 403],
    ['READ_ONLY', 403],
    ['DOES_NOT_EXIST', 404],
    ['ALREADY_EXISTS', 409],
    ['WORKFLOW_EXECUTION_ALREADY_STARTED', 409],
    ['DEPRECATED', 422],
    ['DEFAULT_UNDEFINED', 422],
    ['LIMIT_EXCEEDED', 422],
    ['CONNECTION', 502],
    ['RESPONSE', 502],
    ['SETTINGS', 502],
    ['SOMETHING_NEW', 502],
  ])('with the code %s is answered by %d', (code, status) => {
    const resource = { kind: 'Domain', name: 'orders' };
    const error = new SwfError(code, 'no', { requestId: 'q-1' });
    expect(problemOf(error, resource)).toStrictEqual({ status, title: 'no', code, resource, requestId: 'q-1' });
  });

  it('says when to try again if too much is asked', () => {
    const retryAfter = (error: Error) => problemResponse(problemOf(error)).headers.get('retry-after');
    expect(retryAfter(new RateLimitExceededError('throttled'))).toBe('5');
    expect(retryAfter(new OverBudgetError('over budget', 16.2))).toBe('17');
    expect(retryAfter(new SwfError('DEPRECATED', 'no'))).toBeNull();
  });

  it('of the console itself has a status of its own', async () => {
    const options = { status: 404, code: 'NOT_FOUND' };
    const error = new RequestError('there is no such thing', options);
    expect([error.name, problemOf(error)]).toEqual(['RequestError', { title: 'there is no such thing', ...options }]);
    const response = problemResponse(problemOf(new Error('broken')));
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      500,
      'application/problem+json',
      { status: 500, title: 'broken', code: 'INTERNAL' },
    ]);
  });
});
