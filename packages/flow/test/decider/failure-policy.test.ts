import { FlowDecider, type FlowDeciderOptions, workflow } from '@swf/flow';
import { NonDeterminismError } from '@swf/flow/errors';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, taskOf } from '../support/decision-task.js';

const fresh = () => new HistoryBuilder({ workflowType: { name: 'failing', version: '1.0' } });

/** The decisions of a run whose function throws that, or the error that leaves its task to time out. */
async function answerOf(thrown: unknown, options: Partial<FlowDeciderOptions> = {}, history = fresh()) {
  const failing = workflow('failing', '1.0', {}, async () => {
    throw thrown;
  });
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [failing], register: false, ...options });
  const task = taskOf(history.decisionTaskStarted().build(), 'failing');
  return answerTo(decider, task);
}

const failure = [expect.objectContaining({ type: 'FailWorkflowExecution' })];
const assertion = Object.assign(new Error('wrong'), { name: 'AssertionError' });

describe('A function that throws', () => {
  it.each([
    new TypeError('wrong'),
    new ReferenceError('wrong'),
    new RangeError('wrong'),
    new SyntaxError('wrong'),
    assertion,
  ])('leaves its task to time out if it looks like a bug: %s', async (error) => {
    await expect(answerOf(error)).rejects.toBe(error);
    expect(await answerOf(error, { onWorkflowError: () => 'FAIL_WORKFLOW_EXECUTION' })).toMatchObject({
      decisions: failure,
    });
  });

  it.each([new Error('declined'), 'declined', { name: 'TypeError' }])('fails its run else: %s', async (thrown) => {
    expect(await answerOf(thrown)).toMatchObject({ decisions: failure });
    await expect(answerOf(thrown, { onWorkflowError: () => 'TIME_OUT' })).rejects.toBe(thrown);
  });

  it('fails its run, too, with a value that cannot be read', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(await answerOf(proxy)).toMatchObject({ decisions: failure });
  });

  it('needs an answer of onWorkflowError', async () => {
    await expect(answerOf('declined', { onWorkflowError: () => 'RETRY' as never })).rejects.toThrow(
      'onWorkflowError must be one of FAIL_WORKFLOW_EXECUTION, TIME_OUT, got "RETRY"',
    );
  });
});

describe('A history and code that disagree', () => {
  const unlike = () => fresh().decisionTask().timerStarted('nap').timerFired('nap');

  it('leave the task to time out, or fail the run if onNonDeterminism says so', async () => {
    const seen: unknown[] = [];
    const onNonDeterminism = (error: unknown) => {
      seen.push(error);
      return 'FAIL_WORKFLOW_EXECUTION' as const;
    };
    await expect(answerOf('declined', {}, unlike())).rejects.toSatisfy(NonDeterminismError.is);
    expect((await answerOf('declined', { onNonDeterminism }, unlike())).decisions).toEqual(failure);
    expect(seen).toEqual([expect.any(NonDeterminismError)]);
  });

  it('need an answer of onNonDeterminism', async () => {
    await expect(answerOf('declined', { onNonDeterminism: () => 'RETRY' as never }, unlike())).rejects.toThrow(
      'onNonDeterminism must be one of FAIL_WORKFLOW_EXECUTION, TIME_OUT, got "RETRY"',
    );
  });

  it('are not what onNonDeterminism is asked about when the function throws', async () => {
    const onNonDeterminism = () => 'FAIL_WORKFLOW_EXECUTION' as const;
    await expect(answerOf(assertion, { onNonDeterminism })).rejects.toBe(assertion);
  });
});
