import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import { describe, expect, test } from 'vitest';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  DecisionBatch,
  DecisionRefusedError,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '../../src/index.js';

const type = { name: 'charge-card', version: '1.0' };
/** A history of four events: its first decision has been made. */
const begun = () => new HistoryBuilder().decisionTask();
const schedule = (activityId: string) => ActivityTaskDecision.schedule({ activityId, activityType: type });
const cancelActivity = (activityId: string) => ActivityTaskDecision.requestCancel({ activityId });
const startTimer = (timerId: string) => TimerDecision.start({ timerId, startToFireTimeout: 60 });
const cancelTimer = (timerId: string) => TimerDecision.cancel({ timerId });
const startChild = (workflowId: string) => ChildWorkflowExecutionDecision.start({ workflowId, workflowType: type });
const invoke = (id: string) => LambdaFunctionDecision.schedule({ id, name: 'thumbnail' });
const complete = () => WorkflowExecutionDecision.complete();
const mark = () => MarkerDecision.record({ markerName: 'm' });

function refusalIn(history: History | undefined, ...decisions: Decision[]): DecisionRefusedError {
  const batch = new DecisionBatch(history);
  try {
    batch.add(...decisions);
  } catch (error) {
    if (DecisionRefusedError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function accepts(history: History | undefined, ...decisions: Decision[]): void {
  expect(new DecisionBatch(history).add(...decisions)).toHaveLength(decisions.length);
}

describe('what is open in the history', () => {
  test.each([
    ['ACTIVITY_ID_ALREADY_IN_USE', 'ActivityTaskScheduled', begun().activityTaskScheduled('x'), schedule('x')],
    ['TIMER_ID_ALREADY_IN_USE', 'TimerStarted', begun().timerStarted('x'), startTimer('x')],
    [
      'WORKFLOW_ALREADY_RUNNING',
      'StartChildWorkflowExecutionInitiated',
      begun().startChildWorkflowExecutionInitiated('x'),
      startChild('x'),
    ],
    ['ID_ALREADY_IN_USE', 'LambdaFunctionScheduled', begun().lambdaFunctionScheduled('x'), invoke('x')],
  ])('keeps its id: %s', (cause, name, builder, decision) => {
    const error = refusalIn(builder.build(), decision);
    expect(error).toMatchObject({ code: cause, decision, index: 0, evidence: { event: { id: 5, name } } });
    expect(error.message).toContain(`${decision.type} (decision 1): ${cause}`);
    expect(error.message).toContain(`"x" is open since event 5 (${name})`);
    expect(SwfError.is(error)).toBe(true);
  });

  test.each([
    ['ACTIVITY_ID_UNKNOWN', cancelActivity('y'), 'no activity task "y" was ever open'],
    ['TIMER_ID_UNKNOWN', cancelTimer('y'), 'no timer "y" was ever open'],
  ])('cannot be canceled where there is none: %s', (cause, decision, explanation) => {
    const error = refusalIn(begun().activityTaskScheduled('x').timerStarted('x').build(), decision);
    expect(error).toMatchObject({ code: cause, evidence: undefined });
    expect(error.message).toContain(explanation);
  });

  test('frees its id when it closes', () => {
    const history = begun()
      .activityTaskScheduled('x')
      .timerStarted('x')
      .activityTaskStarted('x')
      .activityTaskCompleted('x')
      .timerFired('x')
      .build();
    accepts(history, schedule('x'), startTimer('x'), startTimer('y'));
    const error = refusalIn(history, cancelActivity('x'));
    expect(error.message).toContain('activity task "x" is closed since event 8 (ActivityTaskCompleted)');
    expect(refusalIn(history, cancelTimer('x')).evidence).toMatchObject({ event: { id: 10, name: 'TimerFired' } });
  });

  test('does not lose its id to an attempt that SWF refused', () => {
    const history = begun().timerStarted('x').startTimerFailed('x').build();
    expect(refusalIn(history, startTimer('x')).evidence).toMatchObject({ event: { id: 5 } });
    accepts(history, cancelTimer('x'));
  });

  test('an activity task that no worker has started is closed by the request to cancel it', () => {
    const history = begun().activityTaskScheduled('x').build();
    accepts(history, cancelActivity('x'), schedule('x'));
    const error = refusalIn(history, mark(), cancelActivity('x'), cancelActivity('x'));
    expect(error).toMatchObject({ code: 'ACTIVITY_ID_UNKNOWN', index: 2, evidence: { index: 1 } });
    expect(error.message).toContain('closed since decision 2 of this batch (RequestCancelActivityTask)');
  });

  test('an activity task that runs stays open, and may be asked again', () => {
    const history = begun().activityTaskScheduled('x').activityTaskStarted('x').build();
    accepts(history, cancelActivity('x'), cancelActivity('x'));
    expect(refusalIn(history, cancelActivity('x'), schedule('x')).evidence).toMatchObject({ event: { id: 5 } });
  });

  test('a run of a child that is closed cannot be reached, another run can', () => {
    const history = begun()
      .startChildWorkflowExecutionInitiated('x')
      .childWorkflowExecutionStarted('x')
      .childWorkflowExecutionCompleted('x')
      .build();
    const runId = history.compile().childWorkflowExecutions.get('x')?.runId;
    const end = history.filter({ name: 'ChildWorkflowExecutionCompleted' })[0];
    expect(runId).toBeDefined();
    const { signal, requestCancel } = ExternalWorkflowExecutionDecision;
    const error = refusalIn(history, signal({ workflowId: 'x', runId, signalName: 's' }));
    expect(error).toMatchObject({ code: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', evidence: { event: { id: end?.id } } });
    expect(refusalIn(history, requestCancel({ workflowId: 'x', runId })).code).toBe(error.code);
    accepts(
      history,
      signal({ workflowId: 'x', signalName: 's' }),
      requestCancel({ workflowId: 'x', runId: 'another' }),
    );
    accepts(history, requestCancel({ workflowId: 'x', runId: '' }), startChild('x'));
  });

  test('neither open tasks nor open children hinder a close', () => {
    accepts(
      begun().activityTaskScheduled('x').timerStarted('x').startChildWorkflowExecutionInitiated('x').build(),
      complete(),
    );
  });
});

describe('what the batch holds', () => {
  test('counts at once', () => {
    const history = begun().timerStarted('x').build();
    accepts(history, cancelTimer('x'), startTimer('x'), cancelTimer('x'));
    accepts(history, schedule('a'), cancelActivity('a'), schedule('a'));
    accepts(history, startChild('c'), ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'c' }));
    expect(refusalIn(history, cancelTimer('x'), cancelTimer('x')).code).toBe('TIMER_ID_UNKNOWN');
    expect(refusalIn(history, schedule('a'), schedule('a')).evidence).toMatchObject({ index: 0 });
    expect(refusalIn(history, startChild('c'), startChild('c')).code).toBe('WORKFLOW_ALREADY_RUNNING');
    expect(refusalIn(history, invoke('l'), invoke('l')).code).toBe('ID_ALREADY_IN_USE');
  });

  test('ends with its closing decision, of which there is one', () => {
    for (const late of [mark(), complete(), WorkflowExecutionDecision.continueAsNew()]) {
      const error = refusalIn(begun().build(), complete(), late);
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', index: 1, evidence: { index: 0 } });
      expect(error.message).toContain('decision 1 of this batch (CompleteWorkflowExecution)');
    }
  });

  test('is not changed by what is refused', () => {
    const batch = new DecisionBatch(begun().build()).add(startTimer('a'));
    expect(() => batch.add(startTimer('b'), startTimer('a'), startTimer('c'))).toThrow(DecisionRefusedError);
    expect(batch.decisions).toEqual([startTimer('a'), startTimer('b')]);
    expect(batch.warnings).toEqual([]);
    expect(batch.add(startTimer('c')).toJSON()).toEqual(['a', 'b', 'c'].map((id) => startTimer(id).toJSON()));
  });

  test('is made of decisions alone', () => {
    const raw = { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 'x' } };
    const batch = new DecisionBatch();
    expect(() => Reflect.apply(batch.add, batch, [raw])).toThrow('not the SDK\'s form of "CancelTimer"');
    expect(() => Reflect.apply(batch.add, batch, [undefined])).toThrow(InvalidArgumentError);
  });

  test('is made for a history, and in one of two modes', () => {
    const make = (...given: unknown[]) => Reflect.construct(DecisionBatch, given);
    expect(() => make([{ eventId: 1 }])).toThrow(InvalidArgumentError);
    expect(() => make(null)).toThrow('History.from(events)');
    expect(() => make(undefined, { mode: 'lenient' })).toThrow('mode must be one of strict, permissive, not "lenient"');
  });

  test('is printed as its decisions, and its warnings where there are any', () => {
    const batch = new DecisionBatch(begun().build(), { mode: 'permissive' }).add(startTimer('a'));
    expect(inspect(batch)).toMatch(/^DecisionBatch \[\s+TimerDecision \{\s+type: 'StartTimer'/);
    batch.add(startTimer('a'));
    expect(inspect(batch)).toContain('TIMER_ID_ALREADY_IN_USE');
    expect(inspect({ deep: { deeper: { batch } } })).toContain('[DecisionBatch]');
  });

  test('is what the SDK takes, and a list of its own', () => {
    const batch = new DecisionBatch().add(mark(), complete());
    expect(JSON.parse(JSON.stringify(batch))).toEqual([...batch].map((decision) => decision.toJSON()));
    expect(batch.length).toBe(2);
    expect(Object.isFrozen(batch.decisions)).toBe(true);
  });
});

describe('new events that wait', () => {
  // Recorded from SWF: an activity task was completed while decision task 16 was being decided, and SWF refused to close (event 21).
  const { events } = JSON.parse(
    readFileSync(new URL('../recorded/decision_task_unhandled_decision.json', import.meta.url), 'utf8'),
  ) as { events: { eventId: number; completeWorkflowExecutionFailedEventAttributes?: { cause: string } }[] };
  const upTo = (eventId: number) => History.from(events.filter((event) => event.eventId <= eventId));

  test('refuse a close, as the real service did', () => {
    const error = refusalIn(upTo(19), mark(), complete());
    expect(error.code).toBe(events[20]?.completeWorkflowExecutionFailedEventAttributes?.cause);
    expect(error.evidence).toMatchObject({ event: { id: 19, name: 'DecisionTaskScheduled' } });
    for (const close of [
      WorkflowExecutionDecision.fail(),
      WorkflowExecutionDecision.cancel(),
      WorkflowExecutionDecision.continueAsNew(),
    ]) {
      expect(refusalIn(upTo(19), close).code).toBe('UNHANDLED_DECISION');
    }
    accepts(upTo(19), mark(), startTimer('t'));
  });

  test('do not make a close that SWF refuses anything but the last decision', () => {
    const batch = new DecisionBatch(upTo(19), { mode: 'permissive' }).add(complete(), mark());
    expect(batch.warnings.map(({ code, index }) => [code, index])).toEqual([
      ['UNHANDLED_DECISION', 0],
      ['INVALID_ARGUMENT', 1],
    ]);
  });

  test('are not seen in what the poll showed, nor once they are being decided', () => {
    accepts(upTo(16), complete());
    accepts(upTo(22), complete());
  });
});

describe('quotas', () => {
  const many = (count: number, make: (id: string) => Decision) => Array.from({ length: count }, (_, i) => make(`${i}`));

  test.each([
    ['OPEN_ACTIVITIES_LIMIT_EXCEEDED', schedule],
    ['OPEN_TIMERS_LIMIT_EXCEEDED', startTimer],
    ['OPEN_CHILDREN_LIMIT_EXCEEDED', startChild],
  ])('%s beyond 1,000', (cause, make) => {
    const error = refusalIn(undefined, ...many(1000, make), make('one more'));
    expect(error).toMatchObject({ code: cause, index: 1000, evidence: undefined });
    expect(error.message).toContain('1000');
  });

  test('count what the history has open, and not what is closed', () => {
    const history = begun().timerStarted('a').timerStarted('b').timerFired('a').build();
    const batch = new DecisionBatch(history, { quotas: { openTimers: 2 } });
    batch.add(startTimer('c'));
    expect(() => batch.add(startTimer('d'))).toThrow('OPEN_TIMERS_LIMIT_EXCEEDED');
    batch.add(cancelTimer('b'), startTimer('d'), schedule('a'));
  });
});

describe('where the history is not known from its first event', () => {
  const whole = begun()
    .activityTaskScheduled('earlier')
    .timerStarted('fired')
    .timerFired('fired')
    .decisionTask()
    .timerStarted('started')
    .activityTaskStarted('earlier')
    .activityTaskCompleted('earlier')
    .build();
  const partial = whole.slice(6);

  test.each([
    ['no history', undefined],
    ['part of one', partial],
  ])('%s: what nobody can know is not refused', (_, history) => {
    accepts(
      history,
      cancelTimer('a'),
      cancelActivity('b'),
      schedule('b'),
      cancelActivity('b'),
      schedule('b'),
      complete(),
    );
    expect(refusalIn(history, cancelTimer('a'), cancelTimer('a')).code).toBe('TIMER_ID_UNKNOWN');
    expect(refusalIn(history, startTimer('a'), startTimer('a')).code).toBe('TIMER_ID_ALREADY_IN_USE');
    expect(refusalIn(history, schedule('b'), schedule('b')).code).toBe('ACTIVITY_ID_ALREADY_IN_USE');
  });

  test('what it does tell is used', () => {
    expect(refusalIn(partial, cancelTimer('fired')).evidence).toMatchObject({ event: { name: 'TimerFired' } });
    expect(refusalIn(partial, startTimer('started')).evidence).toMatchObject({ event: { name: 'TimerStarted' } });
  });

  test('a reversed history is a whole one', () => {
    expect(refusalIn(begun().timerStarted('x').build().reversed, cancelTimer('y')).code).toBe('TIMER_ID_UNKNOWN');
  });
});

describe('in permissive mode', () => {
  test('everything is kept, and what SWF would refuse is recorded', () => {
    const decisions = [startTimer('x'), cancelTimer('y'), schedule('a'), complete(), mark()];
    const batch = new DecisionBatch(begun().timerStarted('x').build(), { mode: 'permissive' }).add(...decisions);
    expect(batch.decisions).toEqual(decisions);
    expect(batch.warnings.map(({ code, index }) => [code, index])).toEqual([
      ['TIMER_ID_ALREADY_IN_USE', 0],
      ['TIMER_ID_UNKNOWN', 1],
      ['INVALID_ARGUMENT', 4],
    ]);
    expect(batch.warnings.every(DecisionRefusedError.is)).toBe(true);
  });

  test('what SWF would refuse has no effect on what follows', () => {
    const history = begun().timerStarted('x').activityTaskScheduled('a').activityTaskStarted('a').build();
    const batch = new DecisionBatch(history, { mode: 'permissive' });
    batch.add(startTimer('x'), cancelTimer('x'), schedule('a'), cancelActivity('a'), cancelActivity('a'));
    expect(batch.warnings.map(({ index }) => index)).toEqual([0, 2]);
  });
});
