import { VirtualClock } from '@swf/local';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

// The service keeps to Node's own timers, lest those of a test replace them: here they must.
vi.mock('node:timers', async (original) => ({
  ...(await original<typeof import('node:timers')>()),
  setTimeout: (act: () => void, milliseconds: number) => globalThis.setTimeout(act, milliseconds),
  clearTimeout: (timeout: NodeJS.Timeout) => globalThis.clearTimeout(timeout),
}));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const turns = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
};

it('a caller that never comes back holds an auto-skipping clock for 20 seconds', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  await using service = createLocalService({ clock });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  service.faults.set([{ operations: ['PollForDecisionTask'], fault: 'ThrottlingException' }]);
  const idle = pollForActivity(client);
  await start(client, 'order-1');
  await expect(pollForDecision(client)).rejects.toThrow();
  vi.advanceTimersByTime(19_999);
  await turns();
  expect(clock.now()).toBe(0);
  vi.advanceTimersByTime(1);
  await idle;
  expect(clock.now()).toBeGreaterThan(0);
});

it('a closed service expects no caller any more', async () => {
  const service = createLocalService({ clock: new VirtualClock() });
  service.faults.set([{ operations: ['PollForDecisionTask'], status: 503 }]);
  await expect(pollForDecision(service.client({ maxAttempts: 1 }))).rejects.toThrow();
  expect(vi.getTimerCount()).toBe(1);
  await service.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('callers are expected again after a status that clients retry, and after no other', async () => {
  const expectedAfter = async (status: number) => {
    await using service = createLocalService({ clock: new VirtualClock(), faults: [{ status }] });
    await expect(pollForDecision(service.client({ maxAttempts: 1 }))).rejects.toThrow();
    return vi.getTimerCount();
  };
  const statuses = [400, 428, 429, 430, 499, 500, 599];
  const counts: number[] = [];
  for (const status of statuses) counts.push(await expectedAfter(status));
  expect(counts).toEqual([0, 0, 1, 0, 0, 1, 1]);
});

it('a caller that has given up, or that a closed service refuses, is not expected again', async () => {
  const clock = new VirtualClock();
  const service = createLocalService({ clock, faults: [{ latencyInSeconds: 1 }, { status: 503 }] });
  const abort = new AbortController();
  const poll = pollForDecision(service.client({ maxAttempts: 1 }), abort.signal);
  await turns();
  abort.abort();
  await expect(poll).rejects.toMatchObject({ name: 'AbortError' });
  await clock.advance({ seconds: 1 });
  expect(vi.getTimerCount()).toBe(0);
  await service.close();
  service.faults.set([]);
  await expect(pollForDecision(service.client({ maxAttempts: 1 }))).rejects.toMatchObject({
    name: 'ServiceUnavailableException',
  });
  expect(vi.getTimerCount()).toBe(0);
});
