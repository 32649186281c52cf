import { activity, condition, continueAsNew, lambda, sleep, workflow } from '@swf/flow';
import { DecisionFailedError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { numberFrom } from './support/schemas.js';

const open = new HistoryBuilder().decisionTaskStarted().build();
const work = activity<string, string>('work', '1.0', { startToCloseTimeout: 30, taskList: 'work' });
const resize = lambda<number, number>('resize', { startToCloseTimeout: 10 });
/** As a program has them that computes each and decides for none. */
const leftOpen = { taskList: undefined, taskPriority: undefined };
const child = workflow<string, string>('child', '1.0', { taskPriority: 7 }, async () => 'done');

/** The attributes of the decisions of a first turn, without what they leave out. */
async function sentBy(call: () => Promise<unknown>) {
  const { decisions } = await replayFlow(workflow('calling', '1.0', {}, call), open, { workflowId: 'order-1' });
  return decisions.map(({ attributes }) => attributes);
}

describe('The decision for a call', () => {
  const activityType = { name: 'work', version: '1.0' };
  const workflowType = { name: 'child', version: '1.0' };
  const scheduled = {
    activityId: 'work-1',
    activityType,
    input: '"a"',
    taskList: { name: 'work' },
    startToCloseTimeout: '30',
    scheduleToStartTimeout: 'NONE',
    scheduleToCloseTimeout: 'NONE',
    heartbeatTimeout: 'NONE',
  };
  const started = {
    workflowType,
    input: '"a"',
    taskPriority: '7',
    executionStartToCloseTimeout: '2592000',
    taskStartToCloseTimeout: '60',
    childPolicy: 'TERMINATE',
  };

  it.each<[string, () => Promise<unknown>, object]>([
    ['an activity', () => work('a'), scheduled],
    [
      'an activity whose settings are left open',
      () => work('a', { ...leftOpen, startToCloseTimeout: undefined }),
      scheduled,
    ],
    [
      'an activity with settings of its own',
      () =>
        work('a', {
          id: 'a-1',
          taskList: 'other',
          taskPriority: 3,
          startToCloseTimeout: 31,
          scheduleToStartTimeout: 32,
          scheduleToCloseTimeout: 33,
          heartbeatTimeout: 34,
          control: { note: 1 },
          retry: { maximumAttempts: 2, retryable: () => true },
        }),
      {
        activityId: 'a-1',
        activityType,
        input: '"a"',
        control: '{"$retry":{"maximumAttempts":2},"control":{"note":1}}',
        taskList: { name: 'other' },
        taskPriority: '3',
        startToCloseTimeout: '31',
        scheduleToStartTimeout: '32',
        scheduleToCloseTimeout: '33',
        heartbeatTimeout: '34',
      },
    ],
    // Histories hold these ids: another hash would break the replay of runs that are open.
    ['a child', () => child.child('a'), { ...started, workflowId: 'order-1:child-1:811c9dc5' }],
    [
      'a child whose settings are left open',
      () => child.child('a', { ...leftOpen, executionStartToCloseTimeout: undefined, childPolicy: undefined }),
      { ...started, workflowId: 'order-1:child-1:811c9dc5' },
    ],
    [
      'a child with settings of its own',
      () =>
        child.child('a', {
          workflowId: 'child-1',
          tagList: ['a', 'b', 'c', 'd', 'e'],
          taskList: 'other',
          taskPriority: 3,
          executionStartToCloseTimeout: 31,
          taskStartToCloseTimeout: 'NONE',
          childPolicy: 'ABANDON',
          lambdaRole: 'arn:aws:iam::1:role/r',
          onCancel: 'ABANDON',
        }),
      {
        workflowId: 'child-1',
        workflowType,
        input: '"a"',
        tagList: ['a', 'b', 'c', 'd', 'e'],
        taskList: { name: 'other' },
        taskPriority: '3',
        executionStartToCloseTimeout: '31',
        taskStartToCloseTimeout: 'NONE',
        childPolicy: 'ABANDON',
        lambdaRole: 'arn:aws:iam::1:role/r',
      },
    ],
    ['a Lambda function', () => resize(4), { id: 'resize-1', name: 'resize', input: '4', startToCloseTimeout: '10' }],
    [
      'a Lambda function whose timeout is left open',
      () => resize(4, { startToCloseTimeout: undefined }),
      { id: 'resize-1', name: 'resize', input: '4', startToCloseTimeout: '10' },
    ],
    [
      'a Lambda function with a timeout of its own',
      () => resize(4, { startToCloseTimeout: 900 }),
      { id: 'resize-1', name: 'resize', input: '4', startToCloseTimeout: '900' },
    ],
    ['a timer', () => sleep(0.1), { timerId: 'sleep-1', startToFireTimeout: '1' }],
  ])('has the settings of the definition, or those of the call: %s', async (_, call, sent) => {
    expect(await sentBy(call)).toEqual([sent]);
  });

  it('has the settings of the run if those of a continue-as-new are left open', async () => {
    const history = new HistoryBuilder({ executionStartToCloseTimeout: 60, taskList: 'flows' }).decisionTaskStarted();
    const again = async () =>
      continueAsNew(undefined, { executionStartToCloseTimeout: undefined, taskList: undefined });
    const { decisions } = await replayFlow(workflow('again', '1.0', {}, again), history.build());

    expect(decisions[0]?.attributes).toMatchObject({
      executionStartToCloseTimeout: '60',
      taskList: { name: 'flows' },
    });
  });

  it('is none for a condition that is true already', async () => {
    const calls = async () => [
      await condition(() => true, { timeout: 60 }),
      await condition(() => false, { timeout: 60 }),
    ];
    expect(await sentBy(calls)).toEqual([{ timerId: 'timeout-1', startToFireTimeout: '60' }]);
  });
});

describe('A child', () => {
  const calling = (call: () => Promise<unknown>) => workflow('calling', '1.0', {}, call);
  const given = { workflowId: 'child-1' };

  it('checks its input by the schema of its definition', async () => {
    const strict = workflow('strict', '1.0', { input: numberFrom('text') }, async () => {});
    const p = await play(calling(() => strict.child('x')));

    expect(p.outcome).toMatchObject({
      error: { code: 'INVALID_INPUT', message: 'input does not match its schema: not a number' },
    });
  });

  it('takes a workflow id until it has closed', async () => {
    const p = await play(
      calling(async () => {
        const first = child.child('a', given);
        let refused: unknown;
        try {
          void child.child('b', given);
        } catch (error) {
          refused = String(error);
        }
        return [refused, await first, await child.child('c', given)];
      }),
    );
    await p.complete(child, 'one');
    await p.complete(child, 'two');

    expect(p.outcome).toMatchObject({
      result: ['InvalidArgumentError: id must be unlike that of every open child, got "child-1"', 'one', 'two'],
    });
  });

  it('has the ids of its execution once it has started', async () => {
    const p = await play(calling(async () => Object.entries(await child.startChild('a', given)).slice(0, 2)));
    const [started] = p.history.filter({ name: 'ChildWorkflowExecutionStarted' });
    await p.acknowledgeCancel(child);

    expect(p.outcome).toMatchObject({
      result: [
        ['workflowId', 'child-1'],
        ['runId', started?.attributes.workflowExecution?.runId],
      ],
    });
  });

  it('does not start if SWF refuses it', async () => {
    const refused = new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionFailed('child-1', {
        workflowType: { name: 'child', version: '1.0' },
        cause: 'WORKFLOW_TYPE_DEPRECATED',
      })
      .decisionTaskStarted();
    const definition = calling(() => child.startChild('a', given));
    const { outcome } = await replayFlow(definition, refused.build());

    expect(outcome?.closeStatus === 'FAILED' && outcome.error).toSatisfy(DecisionFailedError.is);
    expect(outcome).toMatchObject({ error: { code: 'WORKFLOW_TYPE_DEPRECATED', eventId: 5 } });
  });
});
