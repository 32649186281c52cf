import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  DecisionBatch,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { type DecisionReplayOptions, type ReplayedDecide, replay } from '@swf/decisions/replay';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionDraft, decisionDraft, decisionOf, endDraft } from '../support/random-decisions.js';
import { type Happening, World } from '../support/world.js';

const timer = TimerDecision.start({ timerId: 't', startToFireTimeout: 1 });
const activityType = { name: 'charge', version: '1.0' };

/** Charges, waits for a while, and completes. */
const decide: ReplayedDecide = ({ history }) => {
  const { activityTasks, timers, workflowExecution } = history.compile();
  const charge = activityTasks.get('charge-1');
  if (!charge) {
    return [ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType, input: workflowExecution.input })];
  }
  if (charge.open) return [];
  if (!timers.has('cooling-off')) return [TimerDecision.start({ timerId: 'cooling-off', startToFireTimeout: 60 })];
  return timers.open().length > 0 ? undefined : { decisions: [WorkflowExecutionDecision.complete({ result: 'done' })] };
};

const recorded = () =>
  new HistoryBuilder({ input: { sku: 'A1' } })
    .decisionTask()
    .activityTaskScheduled('charge-1', { activityType, input: { sku: 'A1' }, startToCloseTimeout: 30 })
    .workflowExecutionSignaled('hurry')
    .decisionTaskStarted()
    .decisionTaskTimedOut()
    .decisionTask()
    .activityTaskStarted('charge-1')
    .activityTaskCompleted('charge-1')
    .decisionTaskStarted()
    .workflowExecutionSignaled('late')
    .decisionTaskCompleted()
    .timerStarted('cooling-off', { startToFireTimeout: 60 })
    .decisionTask()
    .timerFired('cooling-off')
    .decisionTask()
    .workflowExecutionCompleted({ result: 'done' })
    .build();

describe('replay()', () => {
  it('finds no difference if each task is decided as it was recorded', async () => {
    expect(await replay(recorded(), decide)).toEqual({ tasks: 5, compared: 5, difference: undefined });
  });

  it('finds no difference in a history that is newest first', async () => {
    expect(await replay(recorded().reversed, decide)).toEqual({ tasks: 5, compared: 5, difference: undefined });
  });

  it('shows each task the history as its decider saw it', async () => {
    const seen: unknown[] = [];
    await replay(
      recorded(),
      (task, context) => {
        const { history, newEvents, previousStartedEventId, startedEventId, taskList, execution } = task;
        seen.push([history.length, startedEventId, previousStartedEventId, newEvents[0]?.id]);
        expect(taskList).toBe('deciders');
        expect(execution).toMatchObject({ workflowId: 'order-42', runId: 'run-1', input: '{"sku":"A1"}' });
        expect(task.workflowType).toEqual({ name: 'workflow', version: '1.0' });
        return decide(task, context);
      },
      { workflowId: 'order-42', runId: 'run-1' },
    );
    expect(seen).toEqual([
      [3, 3, 0, 1],
      [11, 11, 3, 4],
      [16, 16, 11, 12],
      [21, 21, 16, 17],
      [25, 25, 21, 22],
    ]);
  });

  it('leaves empty what neither the history nor the options contain', async () => {
    const started = { eventId: 1, eventType: 'WorkflowExecutionStarted', workflowExecutionStartedEventAttributes: {} };
    const [, ...later] = new HistoryBuilder().decisionTask().build().toJSON().events;
    const seen: unknown[] = [];
    await replay(History.from([started, ...later]), ({ taskToken, workflowExecution, workflowType, execution }) => {
      const { taskList, executionStatus, workflowId, runId } = execution;
      seen.push({ taskToken, workflowExecution, workflowType, taskList, executionStatus, workflowId, runId });
      return [];
    });
    expect(seen).toEqual([
      {
        taskToken: '',
        workflowExecution: { workflowId: '', runId: '' },
        workflowType: { name: '', version: '' },
        taskList: '',
        executionStatus: 'OPEN',
        workflowId: '',
        runId: '',
      },
    ]);
  });

  it('names an attribute that differs', async () => {
    const hasty: ReplayedDecide = (task, context) =>
      task.startedEventId === 16
        ? [TimerDecision.start({ timerId: 'cooling-off', startToFireTimeout: 5 })]
        : decide(task, context);
    const { tasks, difference } = await replay(recorded(), hasty);
    expect(tasks).toBe(3);
    expect(difference).toMatchObject({
      startedEventId: 16,
      completedEventId: 19,
      index: 0,
      attributes: ['startToFireTimeout'],
      made: { type: 'StartTimer', attributes: { timerId: 'cooling-off', startToFireTimeout: '5' } },
      recorded: { type: 'StartTimer', attributes: { timerId: 'cooling-off', startToFireTimeout: '60' } },
      message:
        'decision 1 of the task started by event 16 is StartTimer "cooling-off" with startToFireTimeout "5" instead of "60"',
    });
    expect(difference?.event?.name).toBe('TimerStarted');
  });

  it.each<[string, readonly Decision[], string]>([
    [
      'another',
      [MarkerDecision.record({ markerName: 'seen' })],
      'is RecordMarker "seen" instead of ScheduleActivityTask "charge-1"',
    ],
    ['a missing', [], 'is missing: ScheduleActivityTask "charge-1" was recorded'],
    [
      'another subject',
      [ActivityTaskDecision.schedule({ activityId: 'charge-2', activityType })],
      'is ScheduleActivityTask "charge-2" instead of ScheduleActivityTask "charge-1"',
    ],
    [
      'a missing input',
      [ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType })],
      'is ScheduleActivityTask "charge-1" with input undefined instead of "{\\"sku\\":\\"A1\\"}"',
    ],
  ])('reports %s decision', async (_, decisions, message) => {
    const { difference } = await replay(recorded(), () => decisions);
    expect(difference?.message).toBe(`decision 1 of the task started by event 3 ${message}`);
  });

  it.each<[string, Decision]>([
    ['ScheduleActivityTask "a"', ActivityTaskDecision.schedule({ activityId: 'a', activityType })],
    ['CancelTimer "a"', TimerDecision.cancel({ timerId: 'a' })],
    ['RecordMarker "a"', MarkerDecision.record({ markerName: 'a' })],
    [
      'StartChildWorkflowExecution "a"',
      ChildWorkflowExecutionDecision.start({ workflowId: 'a', workflowType: activityType }),
    ],
    [
      'RequestCancelExternalWorkflowExecution "a"',
      ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'a' }),
    ],
    ['ScheduleLambdaFunction "a"', LambdaFunctionDecision.schedule({ id: 'a', name: 'thumbnail' })],
    ['CompleteWorkflowExecution', WorkflowExecutionDecision.complete()],
  ])('names a decision by its subject: %s', async (name, decision) => {
    const history = new HistoryBuilder().decisionTask().build();
    const { difference } = await replay(history, () => [decision]);
    expect(difference?.message).toBe(`decision 1 of the task started by event 3 is ${name} instead of nothing`);
  });

  it('reports a decision too many', async () => {
    const eager: ReplayedDecide = async (task, context) => {
      const answer = (await decide(task, context)) ?? [];
      return Symbol.iterator in answer ? [...answer, MarkerDecision.record({ markerName: 'seen' })] : answer;
    };
    const { difference } = await replay(recorded(), eager);
    expect(difference?.message).toBe(
      'decision 2 of the task started by event 3 is RecordMarker "seen" instead of nothing',
    );
  });

  it('reports what decide throws', async () => {
    const { difference } = await replay(recorded(), () => {
      throw new TypeError('cannot read sku');
    });
    expect(difference).toMatchObject({
      startedEventId: 3,
      index: 0,
      error: new TypeError('cannot read sku'),
      message: 'decide threw at event 3: TypeError: cannot read sku',
    });
  });

  it('reports what decide throws that is not an Error', async () => {
    const { difference } = await replay(recorded(), () => Promise.reject('lost'));
    expect(difference).toMatchObject({ error: 'lost', message: 'decide threw at event 3: "lost"' });
  });

  it('reports what decide throws that cannot be read', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    const { difference } = await replay(recorded(), () => Promise.reject(proxy));
    expect(difference?.message).toBe('decide threw at event 3: an object');
  });

  it('takes what a decider takes: nothing, a list, a batch, a generator, or an answer with a context', async () => {
    const history = new HistoryBuilder().decisionTask().workflowExecutionCompleted({ result: 'done' }).build();
    const made = [WorkflowExecutionDecision.complete({ result: 'done' })];
    const answers = [
      made,
      new DecisionBatch().add(...made),
      made.values(),
      { decisions: made, executionContext: 'ok' },
    ];
    for (const answer of answers) expect((await replay(history, () => answer)).difference).toBeUndefined();
    for (const answer of [undefined, [], {}, { executionContext: 'ok' }]) {
      expect((await replay(history, () => answer)).difference?.message).toMatch(/^decision 1 .* is missing/);
    }
  });

  it.each([
    [recorded().slice(3), decide, {}, /^history must begin with event 1, got Event 4 /],
    [History.from([]), decide, {}, 'history must begin with event 1, got no events'],
    [{}, decide, {}, /^history must be a History/],
    [recorded(), 5, {}, 'decide must be a function, got 5'],
    [recorded(), decide, { workflow: 'a' }, 'unknown option "workflow"'],
    [recorded(), () => 5, {}, 'decisions must be a DecisionBatch or a list of decisions, got 5'],
    [recorded(), () => null, {}, 'decisions must be a DecisionBatch or a list of decisions, got null'],
    [recorded(), () => MarkerDecision.record({ markerName: 'a' }), {}, /^decisions must be a DecisionBatch or a list/],
    [recorded(), () => [5], {}, /^decisions\[0\] must be one of @swf\/decisions, got 5$/],
    [recorded(), () => [{ toJSON: () => ({}) }], {}, /^decisions\[0\] must be one of @swf\/decisions, got an object$/],
    [recorded(), () => [timer.toJSON()], {}, /^decisions\[0\] must be .*, got the SDK's form of "StartTimer"$/],
    [recorded(), () => ({ decision: [timer] }), {}, /^unknown option "answer.decision"; did you mean/],
  ])('refuses bad arguments: %#', async (history, decider, options, message) => {
    const replaying = replay(history as History, decider as ReplayedDecide, options as DecisionReplayOptions);
    await expect(replaying).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    });
  });
});

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('signal', 'start activity', 'complete activity', 'complete child', 'continue child'),
});
const round = fc.record({
  before: fc.array(happening, { maxLength: 4 }),
  during: fc.array(happening, { maxLength: 2 }),
  drafts: fc.array(decisionDraft, { maxLength: 8 }),
});

/** Plays rounds on a local service. Resolves to the history and the decisions of each answer. */
async function play(
  rounds: readonly { before: Happening[]; during: Happening[]; drafts: DecisionDraft[] }[],
  end: DecisionDraft,
) {
  await using world = new World();
  await world.start();
  const answers: Decision[][] = [];
  for (const { before, during, drafts } of rounds) {
    for (const each of before) await world.happen(each);
    const taskToken = await world.poll();
    for (const each of during) await world.happen(each);
    const isLast = answers.length === rounds.length - 1;
    const history = await world.history();
    const decisions = [...drafts, ...(isLast ? [end] : [])].map((draft) => decisionOf(draft, history));
    await world.answer(
      taskToken,
      decisions.map((decision) => decision.toJSON()),
    );
    answers.push(decisions);
  }
  return { history: await world.history(), answers };
}

describe('replay() of what the local service recorded', () => {
  it('agrees with the decisions that were made, whatever they were, and finds one that is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 5 }), endDraft, async (rounds, end) => {
        const { history, answers } = await play(rounds, end);
        let task = 0;
        expect(await replay(history, () => answers[task++])).toMatchObject({
          compared: answers.length,
          difference: undefined,
        });
        task = 0;
        const { difference } = await replay(history, () => {
          const decisions = answers[task++] ?? [];
          return task === answers.length ? decisions.slice(0, -1) : decisions;
        });
        expect(difference?.message).toMatch(/is missing: \w+WorkflowExecution was recorded$/);
      }),
      { numRuns: 25 },
    );
  });
});
