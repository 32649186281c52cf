import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { Desk } from '../../../src/page/worker/desk.js';

async function opened(builder: HistoryBuilder) {
  const { events } = builder.build().toJSON();
  const desk = new Desk();
  const { rows } = await desk.answer('append', { history: 'a', events });
  const idOf = (name: string) => rows.findLast((row) => row.name === name)?.id ?? 0;
  return {
    desk,
    rows,
    /** Returns what the page shows of the attempt that the last event of a name is of. */
    attempts: async (name: string) => (await desk.answer('event', { history: 'a', id: idOf(name) }))?.attempts,
  };
}

const decided = () => new HistoryBuilder().decisionTask({ executionContext: 'step 1' });

describe('An attempt', () => {
  it('has its worker, its task list and its times', async () => {
    const { attempts, rows } = await opened(
      decided()
        .activityTaskScheduled('charge', { taskList: 'payments' })
        .activityTaskStarted('charge', { identity: 'worker-1' })
        .activityTaskCompleted('charge', { result: 'paid' }),
    );
    const [scheduled, started, completed] = rows.slice(4).map(({ time }) => new Date(time));
    expect((await attempts('ActivityTaskCompleted'))?.own).toEqual({
      attempt: 1,
      state: 'completed',
      isOpen: false,
      eventId: 5,
      scheduledAt: scheduled,
      startedAt: started,
      closedAt: completed,
      worker: 'worker-1',
      taskList: 'payments',
      reason: undefined,
      outcome: 'paid',
    });
  });

  it.each<[string, HistoryBuilder, reason: string | undefined, outcome: string]>([
    [
      'ActivityTaskFailed',
      decided()
        .activityTaskScheduled('a')
        .activityTaskStarted('a')
        .activityTaskFailed('a', { reason: 'declined', details: 'no money' }),
      'declined',
      'declined no money',
    ],
    [
      'ActivityTaskTimedOut',
      decided().activityTaskScheduled('a').activityTaskTimedOut('a', { timeoutType: 'SCHEDULE_TO_START' }),
      'SCHEDULE_TO_START',
      'SCHEDULE_TO_START',
    ],
    [
      'ScheduleActivityTaskFailed',
      decided().scheduleActivityTaskFailed('a', { cause: 'ACTIVITY_TYPE_DOES_NOT_EXIST' }),
      'ACTIVITY_TYPE_DOES_NOT_EXIST',
      'ACTIVITY_TYPE_DOES_NOT_EXIST',
    ],
    [
      'LambdaFunctionCompleted',
      decided().lambdaFunctionScheduled('f').lambdaFunctionStarted('f').lambdaFunctionCompleted('f', { result: '7' }),
      undefined,
      '7',
    ],
    ['TimerFired', decided().timerStarted('t').timerFired('t'), undefined, ''],
  ])('that ended with %s says why, and how', async (name, builder, reason, outcome) => {
    const { attempts } = await opened(builder);
    expect((await attempts(name))?.own).toMatchObject({ reason, outcome, isOpen: false });
  });

  it('is there for what lasts alone', async () => {
    const builder = decided()
      .timerStarted('t')
      .lambdaFunctionScheduled('f')
      .startChildWorkflowExecutionInitiated('c')
      .signalExternalWorkflowExecutionInitiated('e', 'paid')
      .markerRecorded('m')
      .workflowExecutionSignaled('s');
    const { attempts, rows } = await opened(builder);
    const found = await Promise.all(rows.map(async ({ name }) => [name, (await attempts(name)) !== undefined]));
    expect(Object.fromEntries(found)).toEqual({
      WorkflowExecutionStarted: false,
      DecisionTaskScheduled: true,
      DecisionTaskStarted: true,
      DecisionTaskCompleted: true,
      TimerStarted: true,
      LambdaFunctionScheduled: true,
      StartChildWorkflowExecutionInitiated: true,
      SignalExternalWorkflowExecutionInitiated: true,
      MarkerRecorded: false,
      WorkflowExecutionSignaled: false,
    });
  });

  it('waits until it is started, but not if nobody starts it', async () => {
    const builder = decided().timerStarted('t').lambdaFunctionScheduled('f').timerFired('t').lambdaFunctionStarted('f');
    const { attempts } = await opened(builder);
    expect((await attempts('TimerFired'))?.own.startedAt).toBeUndefined();
    expect((await attempts('LambdaFunctionStarted'))?.own).toMatchObject({
      startedAt: expect.any(Date),
      closedAt: undefined,
    });
    expect((await attempts('DecisionTaskCompleted'))?.own.startedAt).toEqual(expect.any(Date));
  });

  it('shows 120 characters of how it ended', async () => {
    const text = '0123456789'.repeat(13);
    const { attempts } = await opened(
      decided().activityTaskScheduled('a').activityTaskStarted('a').activityTaskCompleted('a', { result: text }),
    );
    expect((await attempts('ActivityTaskCompleted'))?.own.outcome).toBe(text.slice(0, 120));
  });

  it('has the payloads of all its events', async () => {
    const { attempts } = await opened(
      decided()
        .activityTaskScheduled('a', { input: 'card', control: 'c-1' })
        .activityTaskStarted('a')
        .activityTaskCompleted('a', { result: 'paid' }),
    );
    const payloads = async (name: string) =>
      (await attempts(name))?.payloads.map(({ eventId, field, text }) => `${eventId} ${field} ${text}`);
    expect(await payloads('ActivityTaskCompleted')).toEqual(['5 input card', '5 control c-1', '7 result paid']);
    expect(await payloads('DecisionTaskCompleted')).toEqual(['4 executionContext step 1']);
  });
});

describe('The rows of a history', () => {
  it.each([
    [180, false],
    [400, true],
  ])('have at most 200 characters of what is in an event: of %d', async (length, isCut) => {
    const { rows } = await opened(decided().markerRecorded('m', { details: 'x'.repeat(length) }));
    const text = rows.at(-1)?.text ?? '';
    expect([text.length <= 200, text.endsWith('x…')]).toEqual([true, isCut]);
    if (isCut) expect(text).toHaveLength(200);
  });

  it('are cut from 201 characters on', async () => {
    const textOf = async (length: number) =>
      (await opened(decided().markerRecorded('m', { details: 'x'.repeat(length) }))).rows.at(-1)?.text ?? '';
    const rest = (await textOf(10)).length - 10;
    expect(await textOf(200 - rest)).toHaveLength(200);
    expect((await textOf(200 - rest)).endsWith('…')).toBe(false);
    expect(await textOf(201 - rest)).toHaveLength(200);
    expect((await textOf(201 - rest)).endsWith('…')).toBe(true);
  });

  it('have what they are about, even if no attempt is known', async () => {
    const desk = new Desk();
    const subjectOf = async (eventType: string, attributes: object) => {
      const name = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
      const events = [{ eventId: 1, eventType, eventTimestamp: 0, [name]: attributes }];
      await desk.answer('append', { history: eventType, events });
      return (await desk.answer('event', { history: eventType, id: 1 }))?.subject;
    };
    const workflowExecution = { workflowId: 'c', runId: 'r' };
    expect(await subjectOf('ChildWorkflowExecutionStarted', { workflowExecution })).toBe('c');
    expect(await subjectOf('TimerFired', { timerId: 't' })).toBe('t');
    expect(await subjectOf('MarkerRecorded', { markerName: 'm' })).toBe('m');
    expect(await subjectOf('WorkflowExecutionTerminated', {})).toBe('');
    expect(await subjectOf('SomethingNew', { timerId: 't' })).toBe('');
  });

  it('have a line each in JSON: the first for an event that is not there', async () => {
    const { desk } = await opened(decided());
    expect(await desk.answer('lineOf', { history: 'a', id: 1 })).toBe(2);
    expect(await desk.answer('lineOf', { history: 'a', id: 99 })).toBe(2);
    const { lines } = await desk.answer('lines', { history: 'a', from: -3, count: 5 });
    expect(lines).toEqual(['{', '  "events": [']);
  });
});

describe('A file that is no history', () => {
  it.each([
    ['exchanges', 'a recording of requests to SWF and its answers'],
    ['executionInfos', 'a list of executions, not the history of one'],
    ['executionInfo', 'the description of an execution, not its history'],
    ['typeInfos', 'a list of types'],
    ['domainInfos', 'a list of domains'],
    ['decisions', 'a list of decisions'],
  ])('is known by its %s', async (member, what) => {
    const file = new Blob([JSON.stringify({ other: 1, [member]: [] })]);
    await expect(new Desk().answer('read', { history: 'f', file })).rejects.toThrow(new Error(`it is ${what}`));
  });
});
