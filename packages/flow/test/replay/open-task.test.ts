import { signal, workflow } from '@swf/flow';
import { StalledError } from '@swf/flow/errors';
import { replayAll, replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const go = signal('go');

/** Waits for the signal, and then does that. */
const after = (then: () => unknown) =>
  workflow('order', '1.0', {}, async () => {
    await go.next();
    return then();
  });
const buggy = after(() => {
  throw new TypeError('a bug');
});

const begun = () => new HistoryBuilder({ workflowType: { name: 'order', version: '1.0' } });
/** The signal came; what then happened to its task. */
const signaled = () => begun().decisionTask().workflowExecutionSignaled('go');
const steps: readonly (readonly [string, Step])[] = [
  ['is started', (run) => run.decisionTaskStarted()],
  ['waits for a decider', (run) => run],
  ['timed out, and waits again', (run) => run.decisionTaskStarted().decisionTaskTimedOut()],
  [
    'was put off',
    (run) => run.decisionTask().markerRecorded('flow:deferred').timerStarted('$deferred-1', { startToFireTimeout: 60 }),
  ],
  [
    'was put off by an open timer',
    (run) =>
      run
        .decisionTask()
        .markerRecorded('flow:deferred')
        .timerStarted('$deferred-1', { startToFireTimeout: 60 })
        .workflowExecutionSignaled('other')
        .decisionTask()
        .markerRecorded('flow:deferred'),
  ],
];

describe('A replay of a run whose task', () => {
  it.each(steps)('%s throws the bug that its decider reports', async (_, step) => {
    const history = step(signaled()).build();
    await expect(replayFlow(buggy, history)).rejects.toThrow(new TypeError('a bug'));
    const errors: unknown[] = [];
    for await (const { error } of replayAll([buggy], [{ execution: { workflowId: 'a' }, history }])) errors.push(error);
    expect(errors).toEqual([new TypeError('a bug')]);
  });

  it.each(steps)('%s ends as the code fails the run on purpose', async (_, step) => {
    const declined = new Error('declined');
    const failing = after(() => {
      throw declined;
    });
    const { turns, compared, outcome, decisions } = await replayFlow(failing, step(signaled()).build());

    expect({ turns, compared, outcome }).toEqual({
      turns: 2,
      compared: 1,
      outcome: { closeStatus: 'FAILED', error: declined },
    });
    expect(decisions.map(({ type }) => type)).toEqual(['FailWorkflowExecution']);
  });

  it.each(steps)('%s throws that nothing can settle what it awaits', async (_, step) => {
    const stalled = after(() => new Promise(() => {}));
    await expect(replayFlow(stalled, step(signaled()).build())).rejects.toSatisfy(StalledError.is);
  });
});

describe('A replay decides nothing, and throws no bug,', () => {
  it.each<[string, Step]>([
    ['once its run was terminated', (run) => run.workflowExecutionTerminated()],
    ['once its run was terminated during the task', (run) => run.decisionTaskStarted().workflowExecutionTerminated()],
    ['once its run has timed out', (run) => run.workflowExecutionTimedOut()],
  ])('%s', async (_, step) => {
    const { turns, compared, decisions } = await replayFlow(buggy, step(signaled()).build());
    expect({ turns, compared, decisions }).toEqual({ turns: 1, compared: 1, decisions: [] });
  });

  it('of a run that was failed by it', async () => {
    const failed = signaled().decisionTask().workflowExecutionFailed({ reason: 'TypeError' }).build();
    expect(await replayFlow(buggy, failed)).toMatchObject({
      turns: 2,
      compared: 2,
      outcome: { closeStatus: 'FAILED', error: new TypeError('a bug') },
    });
  });

  it('if nothing happened since the last task', async () => {
    const history = begun().decisionTask().build();
    expect(await replayFlow(buggy, history)).toMatchObject({ turns: 1, compared: 1, decisions: [] });
  });
});
