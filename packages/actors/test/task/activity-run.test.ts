import { ConnectionError } from '@swf/settings/errors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActivityRun, type ActivityRunOptions } from '../../src/task/activity-run.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const unanswered = new ConnectionError('SWF cannot be reached');

/** A run of work that ends only with its signal, and the reasons for which that fired. */
function running(options: Partial<ActivityRunOptions>) {
  const reasons: string[] = [];
  const run = new ActivityRun({
    perform: (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
    sendHeartbeat: async () => false,
    given: {},
    registered: async () => ({ heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' }),
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

test('goes on for as long as its heartbeats are answered', async () => {
  const { run, reasons } = running({ given: { heartbeatTimeout: 3, startToCloseTimeout: 'NONE' } });
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(reasons).toEqual([]);
  run.close();
});

test('ends when none of its heartbeats has been answered for as long as the timeout allows', async () => {
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

test('does not give up for an outage where the timeout is only the registered one', async () => {
  const { run, reasons } = running({
    registered: async () => ({ heartbeatTimeout: 3, startToCloseTimeout: 'NONE' }),
    sendHeartbeat: async () => {
      throw unanswered;
    },
  });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(reasons).toEqual([]);
  run.close();
});

test.each([
  ['the given timeout', { given: { heartbeatTimeout: 9 } }, 3],
  ['the registered timeout', { registered: async () => ({ heartbeatTimeout: 9, startToCloseTimeout: 60 }) }, 3],
  ['half a minute where there is none', {}, 30],
] as const)('sends its first heartbeat after a third of %s', async (_, options, seconds) => {
  const sendHeartbeat = vi.fn(async () => false);
  const { run } = running({ ...options, sendHeartbeat });
  await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.8 - 1);
  expect(sendHeartbeat).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.2 + 1);

  expect(sendHeartbeat).toHaveBeenCalledOnce();
  run.close();
});
