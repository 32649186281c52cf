import { activity, continueAsNew, lambda, marker, retry, signal, sleep, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { calling, replayed } from '../support/replayed.js';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const activityType = { name: 'work', version: '1.0' };
const work = activity<string, void>('work', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<void, void>('resize');
const child = workflow<string, void>('child', '1.0');
const go = signal<number>('go');

const decided = () => new HistoryBuilder().decisionTask();

describe('A call that differs from its event', () => {
  /** Which settings differ, of the calls of a run and its history. */
  const differencesOf = async (call: () => Promise<unknown>, run: HistoryBuilder) =>
    (await replayed(call, run)).warnings.map(({ field }) => field);

  it.each<[string, () => Promise<unknown>, Step, readonly string[]]>([
    [
      'an activity',
      () => work('a', { scheduleToStartTimeout: 31, scheduleToCloseTimeout: 32, heartbeatTimeout: 33 }),
      (run) =>
        run.activityTaskScheduled('work-1', {
          activityType: { name: 'work', version: '0.9' },
          input: '"b"',
          startToCloseTimeout: 1,
          scheduleToStartTimeout: 1,
          scheduleToCloseTimeout: 1,
          heartbeatTimeout: 1,
        }),
      [
        'startToCloseTimeout',
        'scheduleToStartTimeout',
        'scheduleToCloseTimeout',
        'heartbeatTimeout',
        'version',
        'input',
      ],
    ],
    [
      'a child',
      () => child.child('a', { workflowId: 'child-1' }),
      (run) =>
        run.startChildWorkflowExecutionInitiated('child-1', {
          workflowType: { name: 'child', version: '0.9' },
          input: '"b"',
          executionStartToCloseTimeout: 1,
          taskStartToCloseTimeout: 1,
        }),
      ['executionStartToCloseTimeout', 'taskStartToCloseTimeout', 'version', 'input'],
    ],
    [
      'a marker',
      async () => [marker('note', 'a'), await go.next()],
      (run) => run.markerRecorded('note', { details: '"b"' }),
      ['details'],
    ],
    [
      'a Lambda function whose timeout is left open',
      () => resize(),
      (run) => run.lambdaFunctionScheduled('resize-1', { name: 'resize', startToCloseTimeout: 10 }),
      [],
    ],
    [
      'an activity that SWF refused',
      () => work('a').catch(() => go.next()),
      (run) => run.scheduleActivityTaskFailed('work-1', { activityType: { name: 'work', version: '0.9' } }),
      [],
    ],
    ...['nap', 'retry-1', 'a.retry', 'a.retry-b', 'a.wait-1.b'].map<[string, () => Promise<unknown>, Step, string[]]>(
      (id) => [
        `timer ${id}`,
        () => sleep(60, { id }),
        (run) => run.timerStarted(id, { startToFireTimeout: 9 }),
        ['startToFireTimeout'],
      ],
    ),
    [
      'the timer before a retry of an activity',
      () => work('a', { retry: {} }),
      (run) =>
        run
          .activityTaskScheduled('work-1', {
            activityType,
            input: '"a"',
            control: '{"$retry":{}}',
            startToCloseTimeout: 30,
            scheduleToStartTimeout: 'NONE',
            scheduleToCloseTimeout: 'NONE',
            heartbeatTimeout: 'NONE',
          })
          .activityTaskStarted('work-1')
          .activityTaskFailed('work-1')
          .decisionTask()
          .timerStarted('work-1.retry-1', { startToFireTimeout: 9 }),
      [],
    ],
    [
      'the timer before a retry of a body',
      () => retry(() => Promise.reject(new Error('down')), {}),
      (run) => run.timerStarted('retry-1.wait-1', { startToFireTimeout: 9 }),
      [],
    ],
    [
      'the timer before a refused close',
      async () => 'done',
      (run) =>
        run
          .completeWorkflowExecutionFailed({ cause: 'OPERATION_NOT_PERMITTED' })
          .decisionTask()
          .timerStarted('close.refused-1', { startToFireTimeout: 9 }),
      [],
    ],
    [
      'the timer before a throttled call',
      () => sleep(60),
      (run) =>
        run
          .startTimerFailed('sleep-1', { cause: 'TIMER_CREATION_RATE_EXCEEDED' })
          .decisionTask()
          .timerStarted('$throttled-1', { startToFireTimeout: 9 }),
      [],
    ],
  ])('is a warning for each setting, but for waits of the engine: %s', async (_, call, answer, fields) => {
    expect(await differencesOf(call, answer(decided()))).toEqual(fields);
  });

  it('is none by the trace context around its input', async () => {
    const traced = (input: string) =>
      decided().activityTaskScheduled('work-1', {
        activityType,
        input: JSON.stringify({ $flow: { traceparent: '00-1' }, input }),
        startToCloseTimeout: 30,
        scheduleToStartTimeout: 'NONE',
        scheduleToCloseTimeout: 'NONE',
        heartbeatTimeout: 'NONE',
      });
    expect(await differencesOf(() => work('a'), traced('"a"'))).toEqual([]);
    expect(await differencesOf(() => work('a'), traced('"b"'))).toEqual(['input']);
  });

  it('is none for the input of the next run', async () => {
    const continued = decided().workflowExecutionContinuedAsNew({ input: '3', executionStartToCloseTimeout: 9 });
    const definition = calling(async () => continueAsNew(2));
    expect((await replayFlow(definition, continued.build())).warnings).toEqual([]);
  });
});
