import type { ActivityTimeouts } from '@swf/actors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describedType, hung, type LoneRequests, LoneWorker, stopLone } from '../support/lone-worker.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const never = () => new Promise<never>(() => {});

/** Starts a worker with one task, and logs what is heard of it and when. */
async function working(
  perform: () => unknown,
  timeouts: ActivityTimeouts,
  requests: LoneRequests = {},
  onAbort: () => void = () => {},
) {
  const begun = performance.now();
  const log: string[] = [];
  const worker = new LoneWorker(
    {
      ...timeouts,
      perform: (_input, { signal }) => {
        signal.addEventListener('abort', onAbort);
        return perform();
      },
    },
    requests,
  );
  const hear = (text: string) => log.push(`${Math.round((performance.now() - begun) / 100) / 10} ${text}`);
  worker.on('aborted', ({ reason }) => hear(`aborted ${reason}`));
  worker.on('retry', ({ error }) => hear(String(error)));
  worker.on('failed', ({ reason }) => hear(`failed ${reason}`));
  worker.on('completed', () => hear('completed'));
  worker.on('lost', ({ reason }) => hear(`lost ${reason}`));
  worker.on('stuck', ({ reason }) => hear(`stuck ${reason}`));
  await worker.start();
  await vi.advanceTimersByTimeAsync(0);
  return { worker, log };
}

const given = (startToCloseTimeout: number): ActivityTimeouts => ({ heartbeatTimeout: 'NONE', startToCloseTimeout });

describe('An answer', () => {
  it('has a quarter of the remaining time of its task for each try', async () => {
    const { worker, log } = await working(() => 'done', given(32), { answer: hung });
    await vi.advanceTimersByTimeAsync(19_000);

    expect(log).toEqual([
      '8 ConnectionError: SWF did not answer within 8 seconds',
      '14 ConnectionError: SWF did not answer within 6 seconds',
      '18.5 ConnectionError: SWF did not answer within 4.5 seconds',
    ]);
    await stopLone(worker);
  });

  it('has at most ten seconds for each try', async () => {
    const { worker, log } = await working(() => 'done', given(3600), { answer: hung });
    await vi.advanceTimersByTimeAsync(15_000);

    expect(log).toEqual(['10 ConnectionError: SWF did not answer within 10 seconds']);
    await stopLone(worker);
  });

  it('is cut sooner if the timeout of its task becomes known meanwhile', async () => {
    const describe = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return describedType('NONE', 10);
    };
    const { worker, log } = await working(() => 'done', { heartbeatTimeout: 'NONE' }, { answer: hung, describe });
    await vi.advanceTimersByTimeAsync(4500);

    expect(log).toEqual(['4 ConnectionError: SWF did not answer within 2 seconds']);
    await stopLone(worker);
  });

  it('is retried for five seconds after its task has ended', async () => {
    const { worker, log } = await working(() => 'done', given(2), { answer: hung });
    await vi.advanceTimersByTimeAsync(20_000);

    expect(log.filter((line) => !line.includes('ConnectionError'))).toEqual(['7 lost TIMED_OUT']);
    await stopLone(worker);
  });

  it('fails an activity that goes on a second after its task has ended', async () => {
    const { worker, log } = await working(never, given(3));
    await vi.advanceTimersByTimeAsync(20_000);

    expect(log).toEqual([
      '3 aborted TIMED_OUT',
      '4 failed TIMED_OUT: the timeout of the task has passed',
      '4 stuck TIMED_OUT',
    ]);
    await stopLone(worker);
  });

  it('has the first reason for which the signal fired', async () => {
    const { worker, log } = await working(never, given(3));
    await vi.advanceTimersByTimeAsync(2500);
    const stopped = worker.stop({ polls: 'abort', graceInSeconds: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;

    expect(log).toEqual(['2.5 aborted STOPPING', '3.5 failed STOPPING: the actor is stopping']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('A requested cancellation', () => {
  it('is advice: the activity may go on for as long as it needs', async () => {
    const onAbort = vi.fn();
    const { worker, log } = await working(never, given(86_400), { heartbeat: async () => true }, onAbort);
    await vi.advanceTimersByTimeAsync(3_600_000);

    expect(log).toEqual(['24 aborted CANCEL_REQUESTED']);
    expect(onAbort).toHaveBeenCalledOnce();
    await stopLone(worker);
  });
});

describe('The signal of an activity', () => {
  it('has already fired if the activity first reads it after its task has ended', async () => {
    const reasons: unknown[] = [];
    const worker = new LoneWorker(
      {
        ...given(1),
        perform: async (_input, context) => {
          await new Promise((resolve) => setTimeout(resolve, 1500));
          const { signal } = context;
          reasons.push(signal.reason, signal === context.signal);
        },
      },
      {},
    );
    await worker.start();
    await vi.advanceTimersByTimeAsync(3000);

    expect(reasons).toMatchObject([{ name: 'AbortError', code: 'TIMED_OUT' }, true]);
    await stopLone(worker);
  });
});
