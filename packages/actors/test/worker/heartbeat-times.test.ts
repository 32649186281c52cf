import type { ActivityContext, ActivityTimeouts } from '@swf/actors';
import {
  ConnectionError,
  InvalidArgumentError,
  OperationNotPermittedError,
  RateLimitExceededError,
} from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hung, type LoneRequests, LoneWorker, stopLone } from '../support/lone-worker.js';
import { virtualDelay } from '../support/virtual-time.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * Starts an activity that lasts; by default its heartbeats are due every ten seconds, or nine with
 * this jitter.
 */
async function beating(
  heartbeat: NonNullable<LoneRequests['heartbeat']>,
  { heartbeatTimeout = 30 }: ActivityTimeouts = {},
) {
  const sent: [number, unknown][] = [];
  const heard = { retry: vi.fn(), error: vi.fn(), lost: vi.fn(), heartbeat: vi.fn() };
  const begun = performance.now();
  let context: ActivityContext | undefined;
  const worker = new LoneWorker(
    {
      heartbeatTimeout,
      startToCloseTimeout: 'NONE',
      perform: (_input, given) => {
        context = given;
        return new Promise(() => {});
      },
    },
    {
      heartbeat: (details, signal) => {
        sent.push([Math.round((performance.now() - begun) / 100) / 10, details]);
        return heartbeat(details, signal);
      },
    },
  );
  for (const name of ['retry', 'error', 'lost', 'heartbeat'] as const) worker.on(name, heard[name]);
  await worker.start();
  await vi.advanceTimersByTimeAsync(0);
  const beat = (details: unknown) => context?.heartbeat(details);
  return { worker, beat, sent, ...heard, at: () => sent.map(([seconds]) => seconds) };
}

const failing = (error: Error) => () => Promise.reject(error);

describe('Heartbeats', () => {
  it('go out three times within their timeout, jittered, until the worker stops', async () => {
    const { worker, at, heartbeat } = await beating(async () => false);
    await vi.advanceTimersByTimeAsync(30_000);
    await stopLone(worker);
    await vi.advanceTimersByTimeAsync(30_000);

    expect(at()).toEqual([9, 18, 27]);
    expect(heartbeat).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [0, 0.3],
    [3, 0.9],
    ['NONE', 27],
    [86_400 * 90, 86_400 * 27],
  ] as const)('with a timeout of %s begin after %s seconds', async (heartbeatTimeout, seconds) => {
    const { worker, at } = await beating(async () => false, { heartbeatTimeout });
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(at()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);

    expect(at()).toEqual([seconds]);
    await stopLone(worker);
  });

  it('carry details at once, then at most once a second, and always the latest', async () => {
    const { worker, beat, sent } = await beating(async () => false);
    beat('1');
    await vi.advanceTimersByTimeAsync(100);
    beat('2');
    beat('3');
    await vi.advanceTimersByTimeAsync(20_000);
    await stopLone(worker);

    expect(sent.slice(0, 3)).toEqual([
      [0, '1'],
      [1, '3'],
      [10, '3'],
    ]);
  });

  it('never overlap; the next carries the details that were set meanwhile', async () => {
    const { worker, beat, sent } = await beating(async () => {
      await virtualDelay(4);
      return false;
    });
    beat('1');
    await vi.advanceTimersByTimeAsync(2000);
    beat('2');
    await vi.advanceTimersByTimeAsync(3000);
    await stopLone(worker);

    expect(sent).toEqual([
      [0, '1'],
      [4, '2'],
    ]);
  });

  it.each([
    new RateLimitExceededError('Rate exceeded'),
    new ConnectionError('reset'),
    new OperationNotPermittedError('denied'),
  ])('are retried sooner after $code, and then less and less often', async (error) => {
    const { worker, at, lost } = await beating(failing(error), { heartbeatTimeout: 'NONE' });
    await vi.advanceTimersByTimeAsync(300_000);

    const gaps = at().map((seconds, index) => Math.round((seconds - (at()[index - 1] ?? 0)) * 10) / 10);
    expect(gaps.slice(1, 7)).toEqual([0.1, 0.2, 0.4, 0.8, 1.6, 3.2]);
    expect(Math.max(...gaps.slice(1))).toBe(5);
    expect(lost).not.toHaveBeenCalled();
    await stopLone(worker);
  });

  it('are retried with short delays again after one was accepted', async () => {
    let fails = true;
    const { worker, retry } = await beating(async () => {
      if (fails) throw new ConnectionError('reset');
      return false;
    });
    await vi.advanceTimersByTimeAsync(15_000);
    fails = false;
    await vi.advanceTimersByTimeAsync(5000);
    fails = true;
    retry.mockClear();
    await vi.advanceTimersByTimeAsync(12_000);
    await stopLone(worker);

    expect(retry.mock.calls[0]?.[0]).toMatchObject({ operation: 'heartbeat', failures: 1, delayInSeconds: 0.1 });
  });

  it('that hang are cut after a quarter of the remaining timeout', async () => {
    const { worker, at, retry } = await beating((_details, signal) => hung(signal));
    await vi.advanceTimersByTimeAsync(29_000);
    await stopLone(worker);

    // From 9 of 30 seconds on: (30 - 9) / 4, and so on.
    expect(at().slice(0, 4)).toEqual([9, 14.3, 18.5, 21.7]);
    expect(at()).toHaveLength(8);
    expect(String(retry.mock.calls[1]?.[0].error)).toMatch(/did not answer within 3\.9 seconds/);
  });

  it('that hang and cannot be cut are left behind a second later', async () => {
    const { worker, at } = await beating(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(29_000);
    await stopLone(worker);

    expect(at().slice(0, 3)).toEqual([9, 15.3, 20.2]);
  });

  it('go on at their interval after an error of the request itself, which is reported', async () => {
    const { worker, at, error } = await beating(failing(new InvalidArgumentError('details must be short')));
    await vi.advanceTimersByTimeAsync(20_000);
    await stopLone(worker);

    expect(at()).toEqual([9, 18]);
    expect(error).toHaveBeenCalledTimes(2);
  });

  it('that hang after one was accepted are cut after a quarter of the timeout that is left since then', async () => {
    let count = 0;
    const { worker, at, retry } = await beating((_, signal) => {
      count += 1;
      return count === 1 ? Promise.resolve(false) : hung(signal);
    });
    await vi.advanceTimersByTimeAsync(18_000 + 5200);
    // The second, at 18 seconds, has 30 - 9 seconds left: a quarter is 5.25 seconds.
    expect(at()).toEqual([9, 18]);
    expect(retry).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);

    expect(retry.mock.calls).toMatchObject([[{ operation: 'heartbeat', failures: 1 }]]);
    await stopLone(worker);
  });

  it('do not go out for details that are given after the activity has ended', async () => {
    const heartbeat = vi.fn(async () => false);
    let late: (() => void) | undefined;
    const worker = new LoneWorker(
      (_, context) => {
        late = () => context.heartbeat('late');
        return 'done';
      },
      { heartbeat },
    );
    const completed = vi.fn();
    worker.on('completed', completed);
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(completed).toHaveBeenCalledOnce();
    late?.();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopLone(worker);

    expect(heartbeat).not.toHaveBeenCalled();
  });

  it('in flight when the worker stops are cut, and their outcome is ignored', async () => {
    const signals: AbortSignal[] = [];
    const { worker, retry, lost, error } = await beating((_details, signal) => {
      signals.push(signal);
      return hung(signal);
    });
    await vi.advanceTimersByTimeAsync(9500);
    await stopLone(worker);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    for (const heard of [retry, lost, error]) expect(heard).not.toHaveBeenCalled();
  });

  it('end the task if none is accepted within the timeout given with the activity', async () => {
    const aborted = vi.fn();
    let accepted = 2;
    const { worker } = await beating(
      async () => {
        if (accepted === 0) throw new ConnectionError('SWF cannot be reached');
        accepted -= 1;
        return false;
      },
      { heartbeatTimeout: 3 },
    );
    worker.on('aborted', aborted);
    await vi.advanceTimersByTimeAsync(4_700);
    expect(aborted).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);

    expect(aborted.mock.calls).toMatchObject([[{ reason: 'TIMED_OUT' }]]);
    await stopLone(worker);
  });
});
