import { RateLimitExceededError } from '@swf/settings/errors';
import { expect, it, vi } from 'vitest';
import { type PollerOptions, Pollers } from '../../src/polling/pollers.js';
import { Slots } from '../../src/polling/slots.js';
import { SharedBackoff } from '../../src/requests/backoff.js';
import { deferred } from '../support/service.js';

/** Pollers whose polls end when the test says so. */
function pollersOf(size: number, options: Partial<PollerOptions<string>> = {}) {
  const drain = new AbortController();
  const polls: ReturnType<typeof deferred<string | undefined>>[] = [];
  const tasks: { task: string; end: () => void }[] = [];
  const slots = new Slots(size);
  const pollers = new Pollers<string>({
    slots,
    minimum: 1,
    maximum: size,
    draining: drain.signal,
    backoff: new SharedBackoff(),
    poll: async () => {
      const poll = deferred<string | undefined>();
      polls.push(poll);
      const task = await poll.promise;
      polls.splice(polls.indexOf(poll), 1);
      return { task, seconds: 60 };
    },
    perform: (task) => {
      const work = deferred();
      tasks.push({ task, end: () => work.resolve() });
      return work.promise;
    },
    onRetry: () => {},
    ...options,
  });
  pollers.start();
  return { pollers, polls, tasks, slots, drain };
}

it('follow the load up to the room there is, and back down to the minimum', async () => {
  const { pollers, polls, tasks, drain, slots } = pollersOf(4);
  await vi.waitFor(() => expect(polls).toHaveLength(1));
  polls[0]?.resolve('a');
  await vi.waitFor(() => expect(polls).toHaveLength(2));
  polls[0]?.resolve('b');
  await vi.waitFor(() => expect(polls).toHaveLength(2));
  polls[0]?.resolve('c');
  await vi.waitFor(() => expect(tasks).toHaveLength(3));
  expect(polls.length + tasks.length).toBeLessThanOrEqual(4);

  for (const { end } of tasks) end();
  await vi.waitFor(() => expect(slots.free + polls.length).toBe(4));
  while (polls.length > 1) {
    const before = polls.length;
    polls[0]?.resolve(undefined);
    await vi.waitFor(() => expect(polls.length).toBeLessThan(before));
  }
  polls[0]?.resolve(undefined);
  await vi.waitFor(() => expect(polls).toHaveLength(1));

  drain.abort();
  polls[0]?.resolve(undefined);
  await pollers.ended();
  expect(slots.free).toBe(4);
});

it('poll no more once draining, and wait for what an open poll brings', async () => {
  const { pollers, polls, tasks, drain } = pollersOf(2);
  await vi.waitFor(() => expect(polls).toHaveLength(1));
  drain.abort();
  const ended = vi.fn();
  const end = pollers.ended().then(ended);
  polls[0]?.resolve('late');
  await vi.waitFor(() => expect(tasks).toHaveLength(1));
  expect(polls).toHaveLength(0);
  expect(ended).not.toHaveBeenCalled();
  tasks[0]?.end();
  await end;
});

it('go on after errors, for ever, and give their slot back meanwhile', async () => {
  const retries: number[] = [];
  let calls = 0;
  vi.spyOn(Math, 'random').mockReturnValue(0.000_01);
  const { slots, drain, pollers } = pollersOf(1, {
    poll: async () => {
      calls += 1;
      throw new RateLimitExceededError('Rate exceeded');
    },
    onRetry: ({ failures }) => retries.push(failures),
  });
  await vi.waitFor(() => expect(calls).toBeGreaterThan(30));
  drain.abort();
  await pollers.ended();

  expect(retries.slice(0, 3)).toEqual([1, 2, 3]);
  expect(slots.free).toBe(1);
  vi.restoreAllMocks();
});
