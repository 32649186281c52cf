import { MarkerDecision } from '@swf/decisions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { running, signaled } from '../support/running-decider.js';
import { next } from '../support/service.js';
import { startExecution } from '../support/workflow.js';

const warning = () => ({ debug() {}, info() {}, warn: vi.fn(), error() {} });

afterEach(() => void vi.useRealTimers());

describe('Decider', () => {
  it('warns once of a history with 20,000 events', async () => {
    const logger = warning();
    const markers = Array.from({ length: 2000 }, () => MarkerDecision.record({ markerName: 'step' }));
    await using swf = await running(() => markers, { logger });
    const lengths: number[] = [];
    swf.decider.on('history', ({ events }) => lengths.push(events));
    await signaled(swf, 12);

    expect(lengths).toEqual([20_043]);
    expect(logger.warn.mock.calls).toEqual([
      [expect.objectContaining({ events: 20_043, workflowId: 'w' }), expect.stringContaining('history is long')],
    ]);
  });

  it.each([
    [
      'returns',
      (milliseconds: number) => {
        vi.advanceTimersByTime(milliseconds);
        return [];
      },
    ],
    [
      'throws',
      (milliseconds: number) => {
        vi.advanceTimersByTime(milliseconds);
        throw new Error('undecided');
      },
    ],
  ])('warns of a decide that holds the process for over a second and %s', async (_, decide) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const logger = warning();
    const durations = [1000, 1001];
    await using swf = await running(() => decide(durations.shift() ?? 0), { logger });
    const seconds: number[] = [];
    swf.decider.on('slow', (decision) => seconds.push(decision.seconds));
    for (const workflowId of ['brief', 'long']) {
      const done = next(swf.decider, 'done');
      await startExecution(swf.client, workflowId);
      await done;
    }

    expect(seconds).toEqual([1.001]);
    expect(logger.warn.mock.calls).toEqual([
      [expect.objectContaining({ workflowId: 'long', seconds: 1.001 }), expect.stringContaining('held the process')],
    ]);
  });

  it('logs which request was refused when it loses a task', async () => {
    const logger = warning();
    await using swf = await running(
      async ({ execution }) => {
        await execution.terminate({ client: swf.client });
        return [];
      },
      { logger },
    );
    const lost = next(swf.decider, 'lost');
    await startExecution(swf.client);
    await lost;

    expect(logger.warn.mock.calls).toEqual([
      [
        expect.objectContaining({
          workflowId: 'w',
          reason: 'TASK_UNKNOWN',
          operation: 'RespondDecisionTaskCompleted',
          err: expect.objectContaining({ code: 'DOES_NOT_EXIST' }),
        }),
        'task ended without an answer',
      ],
    ]);
  });
});
