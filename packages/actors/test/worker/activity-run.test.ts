import { ConnectionError } from '@swf/settings/errors';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from '../../src/time/pace.js';
import { ActivityRun, type ActivityRunOptions } from '../../src/worker/activity-run.js';
import type { TypeTimeouts } from '../../src/worker/type-timeouts.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const unanswered = new ConnectionError('SWF cannot be reached');

/** Calls back at once with the timeouts of a type. */
function registered(timeouts: TypeTimeouts): ActivityRunOptions['followType'] {
  return (onKnown) => {
    onKnown(timeouts);
    return () => {};
  };
}

/** A run of work that ends only with its signal, and the reasons for which that fired. */
function running(options: Partial<ActivityRunOptions>) {
  const reasons: string[] = [];
  const run = new ActivityRun({
    perform: (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
    sendHeartbeat: async () => false,
    given: {},
    followType: registered({ heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' }),
    unknownTypePace: new Pace(20),
    stopping: new AbortController().signal,
    onAbort: (reason) => reasons.push(reason),
    onHeartbeat: () => {},
    onRetry: () => {},
    onSilence: () => {},
    onError: (error) => expect.fail(String(error)),
    ...options,
  });
  return { run, reasons };
}

it('goes on for as long as its heartbeats are answered', async () => {
  const { run, reasons } = running({ given: { heartbeatTimeout: 3, startToCloseTimeout: 'NONE' } });
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(reasons).toEqual([]);
  run.close();
});

it('ends when none of its heartbeats has been answered for as long as the timeout allows', async () => {
  let answered = 2;
  const { run, reasons } = running({
    given: { heartbeatTimeout: 3, startToCloseTimeout: 'NONE' },
    sendHeartbeat: async () => {
      if (answered === 0) throw unanswered;
      answered -= 1;
      return false;
    },
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reasons).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);

  expect(reasons).toEqual(['TIMED_OUT']);
  expect(await run.outcome()).toMatchObject({ kind: 'failed', error: { code: 'TIMED_OUT' } });
  run.close();
});

it('does not give up for an outage where the timeout is only the registered one', async () => {
  const { run, reasons } = running({
    followType: registered({ heartbeatTimeout: 3, startToCloseTimeout: 'NONE' }),
    sendHeartbeat: async () => {
      throw unanswered;
    },
  });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(reasons).toEqual([]);
  run.close();
});

it.each([
  ['the given timeout', { given: { heartbeatTimeout: 9 } }, 3],
  ['the registered timeout', { followType: registered({ heartbeatTimeout: 9, startToCloseTimeout: 60 }) }, 3],
  ['half a minute where there is none', {}, 30],
  ['a few seconds while the type is not known', { followType: () => () => {} }, 5],
] as const)('sends its first heartbeat after (a third of) %s', async (_, options, seconds) => {
  const sendHeartbeat = vi.fn(async () => false);
  const { run } = running({ ...options, sendHeartbeat });
  await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.8 - 1);
  expect(sendHeartbeat).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.2 + 1);

  expect(sendHeartbeat).toHaveBeenCalledOnce();
  run.close();
});

it('beats until it is closed, so that the task lives until SWF has the answer', async () => {
  const sendHeartbeat = vi.fn(async () => false);
  const { run } = running({ given: { heartbeatTimeout: 3 }, sendHeartbeat, perform: async () => 'done' });
  expect(await run.outcome()).toEqual({ kind: 'completed', result: 'done' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sendHeartbeat.mock.calls.length).toBeGreaterThan(8);

  run.close();
  sendHeartbeat.mockClear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sendHeartbeat).not.toHaveBeenCalled();
});

it('bounds what many tasks of unknown types beat together, and beats as often as the type says once it is known', async () => {
  const unknownTypePace = new Pace(20);
  const beats: number[] = [];
  const known: (() => void)[] = [];
  const runs = Array.from({ length: 300 }, () =>
    running({
      unknownTypePace,
      followType: (onKnown) => {
        known.push(() => onKnown({ heartbeatTimeout: 30, startToCloseTimeout: 'NONE' }));
        return () => {};
      },
      sendHeartbeat: async () => {
        beats.push(performance.now());
        return false;
      },
    }),
  );
  await vi.advanceTimersByTimeAsync(30_000);

  const busiest = Math.max(...beats.map((begin) => beats.filter((at) => at >= begin && at < begin + 1000).length));
  expect(busiest).toBeLessThanOrEqual(21);
  expect(beats.length).toBeGreaterThan(450);
  for (const learn of known) learn();
  beats.length = 0;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beats.length).toBeGreaterThanOrEqual(300);
  for (const { run } of runs) run.close();
});
