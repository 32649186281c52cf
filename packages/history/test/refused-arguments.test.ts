import { runInNewContext } from 'node:vm';
import { History, HistoryQuerySet } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { timeline, toSVG } from '@swf/history/timeline';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';

const started = { eventId: 1, eventType: 'WorkflowExecutionStarted', eventTimestamp: 1 };
const history = History.from([started]);

function expectRefused(run: () => unknown, message: string): void {
  expect(run).toThrow(expect.toSatisfy(InvalidArgumentError.is));
  expect(run).toThrow(message);
}

describe('History', () => {
  it.each<[string, () => unknown, string]>([
    ['null as options', () => History.from([started], null as never), 'options must be an object, got null'],
    ['a number for options', () => history.append([], 3 as never), 'options must be an object, got 3'],
    [
      'an id of the wrong type',
      () => History.from([started], { previousStartedEventId: '' as never }),
      'previousStartedEventId must be an integer from 0',
    ],
    [
      'a negative id in the source',
      () => History.from({ events: [started], previousStartedEventId: -1 }),
      'previousStartedEventId must be an integer from 0',
    ],
    ['a string as a filter', () => history.filter('Timer' as never), 'filter must be an object, got "Timer"'],
    ['undefined as a filter', () => history.filter(undefined as never), 'filter must be an object, got undefined'],
    [
      'an unknown member of a filter',
      () => history.filter({ activityId: 'x' } as never),
      'unknown option "filter.activityId"; expected one of type, state, name',
    ],
    ['an unknown type', () => history.filter({ type: 'Activity' as never }), 'filter.type must be one of'],
    ['an unknown state', () => history.filter({ state: 'complete' as never }), 'filter.state must be one of'],
    [
      'a state that its type cannot have',
      () => history.filter({ type: 'Timer', state: 'completed' }),
      'filter.state must be one of started, fired, canceled, start_failed, cancel_failed',
    ],
    [
      'an unknown option',
      () => History.from([started], { previousStartedEvent: 3 } as never),
      'unknown option "previousStartedEvent"; did you mean "previousStartedEventId"?',
    ],
  ])('refuses %s', (_, run, message) => {
    expectRefused(run, message);
    expect(history).toHaveLength(1);
  });

  it('takes null as an absent id', () => {
    const dump = { events: [started], previousStartedEventId: null } as never;
    expect(History.from(dump).previousStartedEventId).toBe(0);
    expect(History.from(dump, { previousStartedEventId: 1 }).newEvents).toEqual([]);
  });
});

describe('a timeline', () => {
  it.each([undefined, null, 'order-42.json', [started], new HistoryBuilder()])('refuses %o as a history', (value) => {
    expectRefused(() => timeline(value as never), 'history must be a History, got ');
  });

  it.each([undefined, null, history, 'spans'])('cannot be drawn from %o', (value) => {
    expectRefused(() => toSVG(value as never), 'spans must be an array such as timeline(history) returns');
  });

  const span = { label: 'a', entity: 'Timer', start: new Date(0), state: 'started', attempt: 1, eventId: 5 };
  it.each<[string, unknown, string]>([
    ['no span', undefined, 'spans[1] must be an object'],
    ['a label that is no string', { ...span, label: 5 }, 'spans[1].label must be a string, got 5'],
    ['a misspelled entity', { ...span, entity: 'Tmer' }, 'spans[1].entity must be one of WorkflowExecution, '],
    ['no start', { ...span, start: undefined }, 'spans[1].start must be a valid Date, got undefined'],
    ['a start from JSON', { ...span, start: '2020-01-01' }, 'spans[1].start must be a valid Date, got "2020-01-01"'],
    ['an Invalid Date', { ...span, start: new Date('soon') }, 'spans[1].start must be a valid Date, got Invalid Date'],
    ['a start of work in seconds', { ...span, startedAt: 5 }, 'spans[1].startedAt must be a valid Date, got 5'],
    ['null as its end', { ...span, end: null }, 'spans[1].end must be a valid Date, got null'],
    ['no state', { ...span, state: undefined }, 'spans[1].state must be a string, got undefined'],
    ['no attempt', { ...span, attempt: undefined }, 'spans[1].attempt must be '],
    ['no event', { ...span, eventId: undefined }, 'spans[1].eventId must be '],
  ])('cannot be drawn from a span with %s', (_, wrong, message) => {
    expectRefused(() => toSVG([span, wrong] as never), message);
  });

  it('can be drawn from hand-made spans, with dates of another realm', () => {
    const foreign = runInNewContext('new Date(60000)');
    const svg = toSVG([{ ...span, startedAt: undefined, end: foreign }] as never);
    expect(svg).toContain('Timer a: started, 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:00.000Z');
    expect(toSVG([])).toContain('</svg>');
  });
});

describe('HistoryQuerySet', () => {
  const querySet = new HistoryQuerySet({ name: 'orders' });
  const execution = { workflowId: 'order-1', runId: 'r' };
  const client: Client = { send: () => Promise.reject(new Error('sent')) };

  it.each<[string, () => Promise<unknown>, string]>([
    ['null as options', () => querySet.get(execution, null as never), 'options must be an object, got null'],
    [
      'a number as options of events',
      () => querySet.events(execution, 5 as never).next(),
      'options must be an object, got 5',
    ],
    [
      'null as options of pages',
      () => querySet.pages(execution, null as never).next(),
      'options must be an object, got null',
    ],
    [
      'null as options of resume',
      () => querySet.resume(execution, history, null as never),
      'options must be an object, got null',
    ],
    [
      'undefined as a history',
      () => querySet.resume(execution, undefined as never, { client }),
      'history must be a History, got undefined',
    ],
  ])('refuses %s', async (_, run, message) => {
    const reading = run();
    await expect(reading).rejects.toSatisfy(InvalidArgumentError.is);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('HistoryBuilder', () => {
  const begun = () => new HistoryBuilder().decisionTask();
  const child = () => begun().startChildWorkflowExecutionInitiated('c').childWorkflowExecutionStarted('c');
  const lambda = () => begun().lambdaFunctionScheduled('l').lambdaFunctionStarted('l');

  it.each<[string, () => unknown, string]>([
    ['null as options', () => new HistoryBuilder(null as never), 'options must be an object, got null'],
    [
      'a number as startedAt',
      () => new HistoryBuilder({ startedAt: 0 as never }),
      'startedAt must be a valid Date, got 0',
    ],
    ['an invalid date', () => new HistoryBuilder({ startedAt: new Date('soon') }), 'got Invalid Date'],
    ['an invalid task list', () => new HistoryBuilder({ taskList: 'a:b' }), 'taskList must not contain'],
    ['a string as a priority', () => new HistoryBuilder({ taskPriority: '5' as never }), 'taskPriority must be'],
    ['undefined as a duration', () => begun().advance(undefined as never), 'duration must be an object, got undefined'],
    ['half a second', () => begun().advance({ seconds: 0.5 }), 'duration in seconds must be an integer'],
    [
      'a string as attributes',
      () => begun().workflowExecutionCompleted('done' as never),
      'WorkflowExecutionCompleted must be an object',
    ],
    ['null as attributes', () => begun().startChildWorkflowExecutionFailed('c', null as never), 'must be an object'],
    [
      'null for a timeout',
      () => new HistoryBuilder().decisionTaskStarted().decisionTaskTimedOut(null as never),
      'null',
    ],
    [
      'an unknown option',
      () => new HistoryBuilder({ taskLst: 'a' } as never),
      'unknown option "taskLst"; did you mean "taskList"?',
    ],
    [
      'an unknown attribute',
      () => begun().activityTaskScheduled('a', { startToClosTimeout: 3 } as never),
      'unknown option "ActivityTaskScheduled.startToClosTimeout"; did you mean "startToCloseTimeout"?',
    ],
    [
      'an id that the builder fills in',
      () => begun().activityTaskScheduled('a', { activityId: 'b' } as never),
      'unknown option "ActivityTaskScheduled.activityId"',
    ],
    [
      'an unknown unit of time',
      () => begun().advance({ second: 3 } as never),
      'unknown option "duration.second"; did you mean "seconds"?',
    ],
    ...(['START_TO_CLOSE', 'HEARTBEAT'] as const).map((timeoutType): [string, () => unknown, string] => [
      `the timeout ${timeoutType} of a task that waits`,
      () => begun().activityTaskScheduled('a').activityTaskTimedOut('a', { timeoutType }),
      `ActivityTaskTimedOut cannot be event 6: a task that was not started has no timeout ${timeoutType}`,
    ]),
    ...(['SCHEDULE_TO_START', 'SCHEDULE_TO_CLOSE', 'HEARTBEAT'] as const).flatMap(
      (timeoutType): [string, () => unknown, string][] => [
        [
          `the timeout ${timeoutType} of the execution`,
          () => new HistoryBuilder().workflowExecutionTimedOut({ timeoutType: timeoutType as never }),
          `WorkflowExecutionTimedOut cannot be event 3: its timeoutType must be START_TO_CLOSE, got "${timeoutType}"`,
        ],
        [
          `the timeout ${timeoutType} of a child`,
          () => child().childWorkflowExecutionTimedOut('c', { timeoutType: timeoutType as never }),
          `ChildWorkflowExecutionTimedOut cannot be event 8: its timeoutType must be START_TO_CLOSE, got "${timeoutType}"`,
        ],
        [
          `the timeout ${timeoutType} of a Lambda function`,
          () => lambda().lambdaFunctionTimedOut('l', { timeoutType: timeoutType as never }),
          `LambdaFunctionTimedOut cannot be event 7: its timeoutType must be START_TO_CLOSE, got "${timeoutType}"`,
        ],
      ],
    ),
    [
      'the timeout HEARTBEAT of a decision task',
      () => new HistoryBuilder().decisionTaskStarted().decisionTaskTimedOut({ timeoutType: 'HEARTBEAT' as never }),
      'DecisionTaskTimedOut cannot be event 4: its timeoutType must be START_TO_CLOSE or SCHEDULE_TO_START, got "HEARTBEAT"',
    ],
    [
      'a timeout that SWF does not have',
      () =>
        begun()
          .activityTaskScheduled('a')
          .activityTaskTimedOut('a', { timeoutType: 'NEVER' as never }),
      'ActivityTaskTimedOut cannot be event 6: its timeoutType must be START_TO_CLOSE or SCHEDULE_TO_START or SCHEDULE_TO_CLOSE or HEARTBEAT, got "NEVER"',
    ],
    [
      'the timeout SCHEDULE_TO_START of a task that was started',
      () =>
        begun()
          .activityTaskScheduled('a')
          .activityTaskStarted('a')
          .activityTaskTimedOut('a', { timeoutType: 'SCHEDULE_TO_START' }),
      'ActivityTaskTimedOut cannot be event 7: a task that was started has no timeout SCHEDULE_TO_START',
    ],
    ['a symbol as an id', () => begun().timerFired(Symbol('t') as never), 'there is no Timer Symbol(t)'],
    ['an id of the wrong type', () => begun().timerStarted(5 as never), 'has the timerId 5, which is not a string'],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(message);
    expect(run).not.toThrow(TypeError);
  });
});
