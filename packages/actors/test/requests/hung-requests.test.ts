import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('A request without an answer', () => {
  it.each([
    ['poll', 'PollForActivityTask', /within 90 seconds/],
    ['RespondActivityTaskCompleted', 'RespondActivityTaskCompleted', /within (10|9\.\d) seconds/],
  ] as const)('is cut and retried: %s', async (operation, hung, limit) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    // The service has a clock of its own, which stands still: what hangs, hangs forever.
    await using swf = await openService({
      clock: new VirtualClock(),
      faults: [{ operations: [hung], count: 1, latencyInSeconds: 86_400 }],
    });
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity: () => 'done' } });
    const retries: unknown[] = [];
    worker.on('retry', (retry) => retries.push(retry));
    const completed = vi.fn();
    worker.on('completed', completed);
    const actors = await Actor.run(decider, worker);
    await startExecution(client);
    for (let second = 0; second < 200 && completed.mock.calls.length === 0; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
    }

    expect(completed).toHaveBeenCalledOnce();
    expect(retries).toEqual([
      expect.objectContaining({
        operation,
        error: expect.objectContaining({ code: 'CONNECTION', message: expect.stringMatching(limit) }),
      }),
    ]);
    await actors.stop({ polls: 'abort' });
  });
});
