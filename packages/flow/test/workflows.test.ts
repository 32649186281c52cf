import { condition, continueAsNew, info, RunFailedError, retry, sideEffect, sleep, version } from '@swf/flow';
import { ActivityError, TimeoutError } from '@swf/flow/errors';
import { describe, expect, it } from 'vitest';
import { RESIDENCE } from './support/flow-service.js';
import { decline, double, endless, fail, flaky, go, outcomeOf } from './support/outcome.js';

describe.each(Object.entries(RESIDENCE))('A workflow whose runs are %s', (_, residents) => {
  it('gets the results of activities, one after the other and side by side', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'sum',
      async (input: number) => {
        const first = await double(input);
        const [one, two] = await Promise.all([double(first), double(first + 1)]);
        return one + two;
      },
      1,
    );

    expect(outcome).toBe(10);
  });

  it('retries an activity after waits', async () => {
    const { outcome, history } = await outcomeOf(residents, 'retries', () => flaky(), undefined);

    expect(outcome).toBe('fine');
    expect(history.filter({ name: 'ActivityTaskScheduled' })).toHaveLength(3);
    expect(history.filter({ name: 'TimerFired' })).toHaveLength(2);
  });

  it('never retries an error that forbids it, whatever `retryable` says', async () => {
    const asked: unknown[] = [];
    const { outcome, history } = await outcomeOf(
      residents,
      'final',
      async () => {
        const attempts: number[] = [];
        const retryable = (error: unknown) => asked.push(error) > 0;
        await decline(undefined, { retry: { maximumAttempts: 4, retryable } }).catch((error: unknown) => {
          if (ActivityError.is(error)) attempts.push(error.attempts);
        });
        let tries = 0;
        const body = async () => {
          tries += 1;
          throw Object.assign(new Error('declined'), { retryable: false });
        };
        await retry(body, { maximumAttempts: 4, retryable }).catch(() => attempts.push(tries));
        return attempts;
      },
      undefined,
    );

    expect(outcome).toEqual([1, 1]);
    expect(asked).toEqual([]);
    expect(history.filter({ name: 'TimerStarted' })).toHaveLength(0);
  });

  it('fails with the error that an activity threw as its cause', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'failing',
      async () => {
        try {
          await fail('no such card');
        } catch (error) {
          if (!ActivityError.is(error)) throw error;
          return `${error.code} ${error.attempts} ${String(error.cause)}`;
        }
        return 'not reached';
      },
      undefined,
    );

    expect(outcome).toBe('ACTIVITY_FAILED 1 TypeError: no such card');
  });

  it('fails with the reason that its function throws', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'throwing',
      async () => Promise.reject(new Error('out of stock')),
      undefined,
    );

    expect(RunFailedError.is(outcome) && [outcome.closeStatus, outcome.reason, String(outcome.cause)]).toEqual([
      'FAILED',
      'Error: out of stock',
      'Error: out of stock',
    ]);
  });

  it('reads signals in the order of their events', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'signals',
      async () => {
        const first = await go.next();
        const handled: number[] = [];
        go.on((value) => void handled.push(value));
        await condition(() => handled.length === 2);
        return [first, ...handled];
      },
      undefined,
      async (run, client) => {
        for (const value of [1, 2, 3]) await run.signal(go, value, { client });
      },
    );

    expect(outcome).toEqual([1, 2, 3]);
  });

  it('stops waiting for a signal after its timeout', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'patience',
      async () => {
        const error = await go.next({ timeout: 60 }).catch((thrown: unknown) => thrown);
        const came = await condition(() => false, { timeout: 30 });
        return [TimeoutError.is(error), came];
      },
      undefined,
    );

    expect(outcome).toEqual([true, false]);
  });

  it('keeps the value of a side effect', async () => {
    let runs = 0;
    const { outcome } = await outcomeOf(
      residents,
      'values',
      async () => {
        const value = sideEffect('number', () => {
          runs += 1;
          return Math.random() + Date.now();
        });
        await sleep(1);
        return value === sideEffect('number', () => value) && [typeof value, version('change', { max: 2 })];
      },
      undefined,
    );

    expect(outcome).toEqual(['number', 2]);
    expect(runs).toBe(1);
  });

  it.each<[string, fn: () => unknown, message: string]>([
    [
      'throws',
      () => {
        throw new RangeError('no port is free');
      },
      'RangeError: no port is free',
    ],
    ['returns if that is a promise', async () => 4567, 'InvalidArgumentError: sideEffect must return a value'],
    ['returns if that is too long', () => 'x'.repeat(40_000), 'InvalidArgumentError: the value of sideEffect must'],
  ])('keeps what a side effect %s', async (_how, fn, message) => {
    let runs = 0;
    const { outcome, history } = await outcomeOf(
      residents,
      'ports',
      async () => {
        const port = () => {
          try {
            return sideEffect('port', () => (runs++ === 0 ? fn() : 4567));
          } catch (error) {
            return String(error);
          }
        };
        const first = port();
        await sleep(1);
        return [first, port()];
      },
      undefined,
    );

    expect(outcome).toEqual([expect.stringContaining(message), 4567]);
    expect(runs).toBe(2);
    const markers = history.filter({ name: 'MarkerRecorded' }).map(({ attributes }) => attributes.markerName);
    expect(markers).toEqual(['flow:threw:port-1', 'flow:value:port-2']);
  });

  it('continues as new with its settings', async () => {
    const { outcome } = await outcomeOf(
      residents,
      'again',
      async (left: number) => {
        await sleep(10);
        if (left > 0) continueAsNew(left - 1);
        return info().tagList.length;
      },
      2,
    );

    expect(outcome).toBe(0);
  });

  it('ends as canceled if it lets a cancel request through', async () => {
    const { outcome, story } = await outcomeOf(
      residents,
      'canceling',
      () => endless(),
      undefined,
      async (run, client) => {
        await run.requestCancel({ client });
      },
    );

    expect(RunFailedError.is(outcome) && outcome.closeStatus).toBe('CANCELED');
    expect(story.at(-1)).toBe('WorkflowExecutionCanceled');
  });
});
