import { Decider, type DecisionTask } from '@swf/actors';
import { MarkerDecision } from '@swf/decisions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { running, signaled } from '../support/running-decider.js';
import { next, openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const warning = () => ({ debug() {}, info() {}, warn: vi.fn(), error() {} });

afterEach(() => void vi.useRealTimers());

describe('Decider', () => {
  it('warns once of a history with 20,000 events', async () => {
    const length = 20_000;
    const logger = warning();
    const marker = MarkerDecision.record({ markerName: 'step' });
    await using swf = await running(
      ({ startedEventId }) => {
        const left = length - 4 - startedEventId;
        return Array.from({ length: Math.min(2000, Math.max(0, left)) }, () => marker);
      },
      { logger },
    );
    const lengths: number[] = [];
    swf.decider.on('history', ({ events }) => lengths.push(events));
    await signaled(swf, 12);

    expect(lengths).toEqual([length]);
    expect(logger.warn.mock.calls).toEqual([
      [expect.objectContaining({ events: length, workflowId: 'w' }), 'history is long: continue the execution as new'],
    ]);
  });

  it('warns once a task, however often deciding holds the process', async () => {
    class Stepwise extends Decider {
      override decide(task: DecisionTask): [] {
        for (const seconds of [0.5, 2, 3]) this.noteStep(task, seconds);
        return [];
      }
    }
    await using swf = await openService();
    const logger = warning();
    const decider = new Stepwise(domain, 'decisions', { client: swf.client, logger });
    const slow: number[] = [];
    decider.on('slow', ({ seconds }) => slow.push(seconds));
    const done = next(decider, 'done');
    await decider.start();
    await startExecution(swf.client);
    await done;
    await decider.stop({ polls: 'abort' });

    expect(slow).toEqual([2]);
    expect(logger.warn).toHaveBeenCalledOnce();
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
      [expect.objectContaining({ workflowId: 'long', seconds: 1.001 }), 'deciding held the process for too long'],
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
