import {
  type RespondDecisionTaskCompletedCommandInput,
  type SWFClient,
  SWFServiceException,
} from '@aws-sdk/client-swf';
import { TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { running } from '../support/running-decider.js';
import { next } from '../support/service.js';
import { silent } from '../support/silent.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

/** Makes SWF refuse the first answer of a client; returns the types of all decisions that are sent. */
function refuseFirstAnswer(client: SWFClient): string[] {
  const sent: string[] = [];
  client.middlewareStack.add(
    (send, { commandName }) =>
      async (args) => {
        if (commandName !== 'RespondDecisionTaskCompletedCommand') return send(args);
        const { decisions = [] } = args.input as RespondDecisionTaskCompletedCommandInput;
        sent.push(...decisions.map(({ decisionType = '' }) => decisionType));
        if (sent.length > 1) return send(args);
        const $metadata = { httpStatusCode: 400, requestId: 'r' };
        throw new SWFServiceException({ name: 'ValidationException', message: 'not so', $fault: 'client', $metadata });
      },
    { step: 'initialize' },
  );
  return sent;
}

describe('Decider', () => {
  it('reports an error of decide, and leaves the task to its timeout', async () => {
    await using swf = await running(() => {
      throw new Error('undecided');
    });
    const heard = next(swf.decider, 'error');
    const execution = await startExecution(swf.client);

    expect(await heard).toMatchObject({ message: 'undecided' });
    const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
    expect(history.last?.name).toBe('DecisionTaskStarted');
  });

  it('fails the execution if decide throws and onDecideError says so', async () => {
    await using swf = await running(
      () => {
        throw new RangeError('undecided');
      },
      { onDecideError: 'FAIL_WORKFLOW_EXECUTION' },
    );
    const heard = next(swf.decider, 'error');
    const execution = await startExecution(swf.client);
    await closed(swf.client, execution);

    const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
    expect(history.last?.attributes).toMatchObject({ reason: 'RangeError: undecided' });
    await expect(heard).resolves.toMatchObject({ message: 'undecided' });
  });

  it('fails the execution if its decisions are invalid and onDecideError says so', async () => {
    const close = WorkflowExecutionDecision.complete({});
    await using swf = await running(() => [close, TimerDecision.start({ timerId: 'late', startToFireTimeout: 1 })], {
      onDecideError: 'FAIL_WORKFLOW_EXECUTION',
    });
    swf.decider.on('error', () => undefined);
    const execution = await startExecution(swf.client);

    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'FAILED' });
  });

  it.each(['FAIL_WORKFLOW_EXECUTION', 'TIME_OUT'] as const)(
    'reports decisions that SWF refuses, and then does as onDecideError says: %s',
    async (onDecideError) => {
      await using swf = await running(() => [WorkflowExecutionDecision.complete({})], { onDecideError });
      const sent = refuseFirstAnswer(swf.client);
      const errors: unknown[] = [];
      swf.decider.on('error', (error) => errors.push(error));
      const done = next(swf.decider, 'done');
      await startExecution(swf.client);
      await done;

      expect(errors).toMatchObject([{ code: 'INVALID_ARGUMENT', message: expect.stringContaining('not so') }]);
      const failed = ['CompleteWorkflowExecution', 'FailWorkflowExecution'];
      expect(sent).toEqual(onDecideError === 'TIME_OUT' ? ['CompleteWorkflowExecution'] : failed);
    },
  );

  it('does not fail the execution for an error of the program while it answers', async () => {
    await using swf = await running(() => [WorkflowExecutionDecision.complete({})], {
      onDecideError: 'FAIL_WORKFLOW_EXECUTION',
    });
    const answer = vi.spyOn(swf.decider, 'complete').mockRejectedValue(new TypeError('a bug'));
    const heard = next(swf.decider, 'error');
    const done = next(swf.decider, 'done');
    await startExecution(swf.client);
    await done;

    await expect(heard).resolves.toMatchObject({ message: 'a bug' });
    expect(answer).toHaveBeenCalledTimes(1);
  });

  it('reports no error if the execution closes before the answer', async () => {
    const errors: unknown[] = [];
    await using swf = await running(async ({ execution }) => {
      await execution.terminate({ client: swf.client });
      return [WorkflowExecutionDecision.complete({})];
    });
    swf.decider.on('error', (error) => errors.push(error));
    const lost = next(swf.decider, 'lost');
    await startExecution(swf.client);

    expect((await lost).reason).toBe('TASK_UNKNOWN');
    expect(errors).toEqual([]);
  });

  it('leaves the task of a pending decision to its timeout when it stops', async () => {
    const signals: AbortSignal[] = [];
    const warn = vi.fn();
    await using swf = await running(
      (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      { logger: { ...silent, warn } },
    );
    const lost = next(swf.decider, 'lost');
    const received = next(swf.decider, 'task');
    const stuck = vi.fn();
    swf.decider.on('stuck', stuck);
    await startExecution(swf.client);
    await received;
    await swf.decider.stop({ graceInSeconds: 0, polls: 'abort' });

    expect((await lost).reason).toBe('STOPPING');
    expect(stuck).not.toHaveBeenCalled();
    // No request failed.
    expect(Object.keys(warn.mock.calls[0]?.[0])).not.toContain('err');
    expect(signals[0]?.reason).toMatchObject({ code: 'STOPPING' });
  });

  it('releases the slot of a decision that never ends when its task is lost', async () => {
    await using swf = await running(
      ({ execution }) =>
        execution.workflowId === 'w' ? new Promise(() => {}) : [WorkflowExecutionDecision.complete()],
      { concurrency: 1 },
    );
    const lost = next(swf.decider, 'lost');
    const received = next(swf.decider, 'task');
    const stuck = await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout: 1, client: swf.client });
    await received;
    const other = await startExecution(swf.client, 'other');

    expect(await lost).toMatchObject({ reason: 'TIMED_OUT' });
    await stuck.terminate({ client: swf.client });
    expect(await closed(swf.client, other)).toMatchObject({ closeStatus: 'COMPLETED' });
  });
});
