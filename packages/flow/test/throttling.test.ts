import { Actor } from '@swf/actors';
import { activity, FlowDecider, flowWorker, type Implementation, implement, lambda, sleep, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { type History, HistoryQuerySet } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { createLocalService, type LocalServiceOptions, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { until } from './support/until.js';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const options = { taskList: 'flows' };
const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const doubling = implement(double, async (value) => 2 * value);
const child = workflow('child', '1.0', options, async (value: number) => 2 * value);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const activities = (count: number) =>
  workflow(
    'activities',
    '1.0',
    options,
    async () => (await Promise.all(numbers(count).map((each) => double(each)))).length,
  );
const children = (count: number) =>
  workflow(
    'children',
    '1.0',
    options,
    async () => (await Promise.all(numbers(count).map((each) => child.child(each)))).length,
  );
const timers = (count: number) =>
  workflow('timers', '1.0', options, async () => (await Promise.all(numbers(count).map(() => sleep(600)))).length);

/** Runs a workflow several times at once, and replays each history from scratch. */
async function historiesOf(
  definition: ReturnType<typeof timers>,
  runs: number,
  given: LocalServiceOptions,
): Promise<readonly History[]> {
  const service = createLocalService({ clock: new VirtualClock({ autoSkip: true }), ...given });
  const client = service.client();
  const domain = new Domain('flows', { retentionPeriodInDays: 1 });
  await domain.save({ client });
  const workflows: Implementation[] = [definition, child];
  const shared = { client, logger: QUIET, concurrency: 20 };
  const running = await Actor.run(
    new FlowDecider(domain, 'flows', { workflows, ...shared }),
    flowWorker(domain, 'work', [doubling], shared),
  );
  const started = await Promise.all(
    numbers(runs).map((each) => definition.start(domain, { workflowId: `${each}`, client })),
  );
  const histories: History[] = [];
  for (const { execution } of started) {
    const { workflowId, runId = '' } = execution;
    await until(async () => (await execution.upstream({ client })).closeStatus, { timeout: 100_000 });
    const history = await new HistoryQuerySet(domain).get({ workflowId, runId }, { client });
    await replayFlow(definition, history, { workflowId, runId });
    histories.push(history);
  }
  await running.stop({ polls: 'abort', graceInSeconds: 0 });
  await service.close();
  return histories;
}

describe('Calls that SWF throttles', () => {
  it.each([
    ['activities', activities(600), 2],
    ['children', children(300), 2],
  ])(
    'are made again a few at a time: %s of several runs',
    async (_, definition, runs) => {
      const histories = await historiesOf(definition, runs, { throttling: true });
      const refused = histories.map(
        ({ events }) => events.filter(({ name }) => /^(ScheduleActivityTask|StartChild\w+)Failed$/.test(name)).length,
      );

      expect(histories.map(({ last }) => last?.name)).toEqual(histories.map(() => 'WorkflowExecutionCompleted'));
      expect(Math.max(...refused)).toBeGreaterThan(50);
      for (const { length } of histories) expect(length).toBeLessThan(5000);
    },
    120_000,
  );

  it.each([
    ['activities', activities(20), { openActivityTasks: 3 }],
    ['children', children(10), { openChildren: 2 }],
    ['timers', timers(8), { openTimers: 3 }],
  ])('wait for room under a lower quota: %s', async (_, definition, limits) => {
    const [history] = await historiesOf(definition, 1, { limits });

    expect(history?.last?.name).toBe('WorkflowExecutionCompleted');
    expect(JSON.stringify(history?.events)).toContain('LIMIT_EXCEEDED');
    expect(history?.length).toBeLessThan(1000);
  });
});

describe('A call that SWF throttles', () => {
  const resize = lambda<number, number>('resize');
  const refused = () => new HistoryBuilder().decisionTask();

  it.each<[string, () => Promise<unknown>, HistoryBuilder]>([
    [
      'an activity',
      () => double(1),
      refused().scheduleActivityTaskFailed('double-1', {
        activityType: { name: 'double', version: '1.0' },
        cause: 'ACTIVITY_CREATION_RATE_EXCEEDED',
      }),
    ],
    [
      'a child',
      () => child.child(1, { workflowId: 'child-1' }),
      refused().startChildWorkflowExecutionFailed('child-1', {
        workflowType: { name: 'child', version: '1.0' },
        cause: 'CHILD_CREATION_RATE_EXCEEDED',
      }),
    ],
    ['a timer', () => sleep(60), refused().startTimerFailed('sleep-1', { cause: 'TIMER_CREATION_RATE_EXCEEDED' })],
    [
      'a Lambda function',
      () => resize(1),
      refused().scheduleLambdaFunctionFailed('resize-1', {
        name: 'resize',
        cause: 'LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED',
      }),
    ],
  ])('is not made again if it is canceled while it waits: %s', async (_, call, history) => {
    const definition = workflow('canceled', '1.0', options, call);
    const waiting = history.decisionTaskStarted();
    const first = await replayFlow(definition, waiting.build());
    waiting
      .decisionTaskCompleted()
      .timerStarted('$throttled-1')
      .workflowExecutionCancelRequested()
      .decisionTaskStarted();
    const { decisions, outcome } = await replayFlow(definition, waiting.build());

    expect(first.decisions.map(({ attributes }) => attributes)).toEqual([
      { timerId: '$throttled-1', startToFireTimeout: '1' },
    ]);
    expect(decisions.map(({ type }) => type)).toEqual(['CancelTimer', 'CancelWorkflowExecution']);
    expect(outcome).toEqual({ closeStatus: 'CANCELED' });
  });
});

describe('The wait before a throttled call is made again', () => {
  const resize = lambda<number, number>('resize');
  type Step = (run: HistoryBuilder, id: string) => HistoryBuilder;
  const throttled = (run: HistoryBuilder, rounds: number) =>
    run.decisionTask().timerStarted(`$throttled-${rounds}`).timerFired(`$throttled-${rounds}`).decisionTask();
  const waitOf = async (definition: Parameters<typeof replayFlow>[0], run: HistoryBuilder) =>
    (await replayFlow(definition, run.build())).decisions.map(({ attributes }) => attributes);
  const activityType = { name: 'double', version: '1.0' };
  const workflowType = { name: 'child', version: '1.0' };

  it.each<[string, (number: number) => Promise<unknown>, string, refuse: Step, take: Step]>([
    [
      'an activity',
      () => double(1),
      'double',
      (run, id) => run.scheduleActivityTaskFailed(id, { activityType, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' }),
      (run, id) => run.activityTaskScheduled(id, { activityType }).activityTaskStarted(id).activityTaskCompleted(id),
    ],
    [
      'a child',
      (number) => child.child(1, { workflowId: `child-${number}` }),
      'child',
      (run, id) => run.startChildWorkflowExecutionFailed(id, { workflowType, cause: 'CHILD_CREATION_RATE_EXCEEDED' }),
      (run, id) =>
        run
          .startChildWorkflowExecutionInitiated(id, { workflowType })
          .childWorkflowExecutionStarted(id)
          .childWorkflowExecutionCompleted(id),
    ],
    [
      'a timer',
      () => sleep(60),
      'sleep',
      (run, id) => run.startTimerFailed(id, { cause: 'TIMER_CREATION_RATE_EXCEEDED' }),
      (run, id) => run.timerStarted(id, { startToFireTimeout: 60 }).timerFired(id),
    ],
    [
      'a Lambda function',
      () => resize(1),
      'resize',
      (run, id) =>
        run.scheduleLambdaFunctionFailed(id, { name: 'resize', cause: 'LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED' }),
      (run, id) =>
        run.lambdaFunctionScheduled(id, { name: 'resize' }).lambdaFunctionStarted(id).lambdaFunctionCompleted(id),
    ],
  ])(
    'doubles if it is refused again, and is short again for the next call: %s',
    async (_, call, name, refuse, take) => {
      const definition = workflow('twice', '1.0', options, async () => {
        await call(1);
        await call(2);
      });
      const first = () => throttled(refuse(new HistoryBuilder().decisionTask(), `${name}-1`), 1);
      const again = refuse(first(), `${name}-1`).decisionTaskStarted();
      const next = refuse(take(first(), `${name}-1`).decisionTask(), `${name}-2`).decisionTaskStarted();

      expect(await waitOf(definition, again)).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '2' }]);
      expect(await waitOf(definition, next)).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '1' }]);
    },
  );

  it('ends for as many calls as SWF took of the last, and for four times as many if it took all', async () => {
    const definition = workflow('many', '1.0', options, () => Promise.all(numbers(30).map((each) => double(each))));
    const run = new HistoryBuilder();
    /** Answers the next task; returns how many activities that scheduled, of which SWF refuses some. */
    const turn = async (refused: number) => {
      const { decisions } = await replayFlow(definition, run.decisionTaskStarted().build());
      run.decisionTaskCompleted();
      const ids = decisions.flatMap(({ attributes }) => ('activityId' in attributes ? [attributes.activityId] : []));
      for (const [index, id] of ids.entries()) {
        if (index < refused)
          run.scheduleActivityTaskFailed(id, { activityType, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' });
        else run.activityTaskScheduled(id, { activityType });
      }
      for (const { attributes } of decisions) {
        if ('timerId' in attributes) run.timerStarted(attributes.timerId).timerFired(attributes.timerId);
      }
      return ids.length;
    };

    const counts = [await turn(30), await turn(0), await turn(0), await turn(1), await turn(0), await turn(0)];
    expect(counts).toEqual([30, 0, 1, 4, 3, 12]);
  });

  it('is from half to all of 1 s doubling to 1 min', async () => {
    const definition = workflow('refused', '1.0', options, () => double(1));
    const refuse = (run: HistoryBuilder) =>
      run.scheduleActivityTaskFailed('double-1', { activityType, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' });
    const refusedIn = (rounds: number) => {
      const run = refuse(new HistoryBuilder().decisionTask());
      for (let round = 1; round < rounds; round += 1) refuse(throttled(run, round));
      return run.decisionTaskStarted();
    };
    for (const [index, bound] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      const [wait] = (await waitOf(definition, refusedIn(index + 1))) as readonly { startToFireTimeout: string }[];
      const seconds = Number(wait?.startToFireTimeout);
      expect(seconds).toBeGreaterThanOrEqual(bound / 2);
      expect(seconds).toBeLessThanOrEqual(bound);
    }
  });

  it('is anything from 31 s to 1 min in the end, by the jitter of the run', async () => {
    const definition = workflow('refused', '1.0', options, () => double(1));
    const refuse = (run: HistoryBuilder) =>
      run.scheduleActivityTaskFailed('double-1', { activityType, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' });
    const run = refuse(new HistoryBuilder().decisionTask());
    for (let round = 1; round <= 6; round += 1) refuse(throttled(run, round));
    const history = run.decisionTaskStarted().build();
    const waits = await Promise.all(
      numbers(200).map(async (each) => {
        const { decisions } = await replayFlow(definition, history, { runId: `run-${each}` });
        const { startToFireTimeout } = (decisions[0]?.attributes ?? {}) as { readonly startToFireTimeout?: string };
        return Number(startToFireTimeout);
      }),
    );

    expect([Math.min(...waits), Math.max(...waits)]).toEqual([31, 60]);
    expect(new Set(waits).size).toBeGreaterThan(25);
  });

  it('doubles if it is refused again, and is short again for the next call: the timer before a retry', async () => {
    const definition = workflow('retried', '1.0', options, () => double(1, { retry: { initialInterval: 5 } }));
    const { decisions } = await replayFlow(definition, new HistoryBuilder().decisionTaskStarted().build());
    // The call keeps in it how it is retried.
    const { control = '' } = (decisions[0]?.attributes ?? {}) as { readonly control?: string };
    const failed = (run: HistoryBuilder) =>
      run
        .activityTaskScheduled('double-1', { activityType, control })
        .activityTaskStarted('double-1')
        .activityTaskFailed('double-1')
        .decisionTask();
    const refuse = (run: HistoryBuilder, number: number) =>
      run.startTimerFailed(`double-1.retry-${number}`, { cause: 'TIMER_CREATION_RATE_EXCEEDED' });
    const first = () => throttled(refuse(failed(new HistoryBuilder().decisionTask()), 1), 1);
    const again = refuse(first(), 1).decisionTaskStarted();
    const taken = first().timerStarted('double-1.retry-1').timerFired('double-1.retry-1').decisionTask();
    const next = refuse(failed(taken), 2).decisionTaskStarted();

    expect(await waitOf(definition, again)).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '2' }]);
    expect(await waitOf(definition, next)).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '1' }]);
  });
});
