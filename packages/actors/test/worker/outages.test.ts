import { describe, expect, it, vi } from 'vitest';
import type { Disturbance } from '../support/disturbed-client.js';
import { pass, virtualDelay } from '../support/virtual-time.js';
import { virtualWorker } from '../support/virtual-worker.js';

/** The longest delays and the latest heartbeats that jitter can draw. */
function useWorstJitter(): void {
  vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
}

const during = (from: number, to: number, disturbance: Disturbance) => (_operation: string, seconds: number) =>
  seconds >= from && seconds < to ? disturbance : undefined;

describe('ActivityWorker', () => {
  it.each<[string, Disturbance]>([
    ['credentials cannot be had', 'noCredentials'],
    ['credentials are refused', 'expiredToken'],
    ['replies are lost', 'lostReply'],
    ['requests hang', 'hangs'],
    ['requests hang and cannot be cut', 'hangsForGood'],
  ])('keeps its task through an outage that ends before the heartbeat timeout, when %s', async (_, disturbance) => {
    useWorstJitter();
    const activity = vi.fn(() => virtualDelay(90));
    await using swf = await virtualWorker({
      activity,
      type: { defaultTaskHeartbeatTimeout: 30, defaultTaskStartToCloseTimeout: 'NONE' },
      disturb: during(9.5, 23, disturbance),
    });
    await pass(100);

    const history = await swf.history();
    expect(history.events.filter(({ state }) => state === 'timed_out')).toEqual([]);
    expect(history.last?.name).toBe('WorkflowExecutionCompleted');
    expect(activity).toHaveBeenCalledOnce();
  });

  it.each<[string, Disturbance]>([
    ['credentials cannot be had', 'noCredentials'],
    ['a permission is missing', 'accessDenied'],
    ['a gateway is in the way', 'forbiddenPage'],
    ['requests hang and cannot be cut', 'hangsForGood'],
  ])(
    'delivers its answer after an outage that ends before the start-to-close timeout, when %s',
    async (_, disturbance) => {
      useWorstJitter();
      const activity = vi.fn(() => virtualDelay(2));
      await using swf = await virtualWorker({
        activity,
        type: { defaultTaskStartToCloseTimeout: 60 },
        disturb: during(1, 50, disturbance),
      });
      await pass(120);

      const history = await swf.history();
      expect(history.last?.name).toBe('WorkflowExecutionCompleted');
      expect(activity).toHaveBeenCalledOnce();
    },
  );

  it('sends an answer that backs off as soon as heartbeats are accepted again', async () => {
    useWorstJitter();
    await using swf = await virtualWorker({
      activity: () => virtualDelay(2),
      type: { defaultTaskHeartbeatTimeout: 30, defaultTaskStartToCloseTimeout: 'NONE' },
      disturb: during(1, 20, 'noCredentials'),
    });
    await pass(60);

    const [accepted] = swf.beats();
    const answer = swf.sent.find(({ operation }) => operation === 'RespondActivityTaskCompleted');
    expect(accepted).toBeGreaterThanOrEqual(20);
    expect(answer?.at).toBeLessThanOrEqual(Number(accepted) + 0.2);
    expect((await swf.history()).last?.name).toBe('WorkflowExecutionCompleted');
  });

  it('does not hurry an answer if heartbeats never failed', async () => {
    useWorstJitter();
    const retries: number[] = [];
    await using swf = await virtualWorker({
      activity: () => 'done',
      type: { defaultTaskHeartbeatTimeout: 3, defaultTaskStartToCloseTimeout: 'NONE' },
      disturb: (operation) => (operation === 'RespondActivityTaskCompleted' ? 'accessDenied' : undefined),
    });
    swf.worker.on('retry', ({ operation, delayInSeconds }) => {
      if (operation === 'RespondActivityTaskCompleted') retries.push(Math.round(delayInSeconds * 10) / 10);
    });
    await pass(100);

    expect(swf.beats().length).toBeGreaterThan(90);
    expect(retries).toEqual([0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2]);
  });
});
