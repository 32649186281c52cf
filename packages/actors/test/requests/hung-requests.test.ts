import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientOf } from '../support/client.js';
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

  it('is not cut as a poll whose task has come while the program held the process', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using swf = await openService({ clock: new VirtualClock() });
    const { requestHandler } = swf.service;
    let isHeld = true;
    const handle: typeof requestHandler.handle = async (request, options) => {
      const reply = await requestHandler.handle(request, options);
      if (isHeld && request.headers['x-amz-target']?.endsWith('.PollForActivityTask')) {
        isHeld = false;
        // Node's timers come before it reads the reply.
        vi.advanceTimersByTime(90_000);
        if (options?.abortSignal?.aborted) throw Object.assign(new Error('cut'), { name: 'AbortError' });
      }
      return reply;
    };
    const client = clientOf(swf.service, { requestHandler: Object.assign(Object.create(requestHandler), { handle }) });
    const decider = new Decider(domain, 'decisions', { client: swf.client, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity: () => 'done' } });
    const completed = vi.fn();
    worker.on('completed', completed);
    const actors = await Actor.run(decider, worker);
    await startExecution(swf.client);
    // The service's clock stands still: it would not hand out again what was lost.
    for (let second = 0; second < 60 && completed.mock.calls.length === 0; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
    }

    expect(isHeld).toBe(false);
    expect(completed).toHaveBeenCalledOnce();
    await actors.stop({ polls: 'abort' });
  });
});
