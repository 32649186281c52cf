import { InvalidPayloadError, RunFailedError, SagaError } from '@swf/flow';
import {
  ActivityError,
  CanceledError,
  ChildWorkflowExecutionError,
  DecisionFailedError,
  ForeignAwaitError,
  HumanTimeoutError,
  LambdaFunctionError,
  NonDeterminismError,
  NotInWorkflowError,
  RunawayError,
  StalledError,
  TimeoutError,
  UnsupportedVersionError,
} from '@swf/flow/errors';
import { HistoryBuilder } from '@swf/history/builder';
import { SwfError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const charge = { activityId: 'charge-1', activityType: 'charge@1.0' };
const child = 'child order-2 (order@1.0)';

/** Errors of each class, with its name, its `is()`, their codes and their messages. */
const ERRORS: readonly (readonly [name: string, is: (value: unknown) => boolean, SwfError, code: string, string])[] = [
  [
    'ActivityError',
    ActivityError.is,
    new ActivityError('ACTIVITY_FAILED', { ...charge, attempts: 1 }),
    'ACTIVITY_FAILED',
    'activity charge-1 (charge@1.0) failed: no reason given',
  ],
  [
    'ActivityError',
    ActivityError.is,
    new ActivityError('ACTIVITY_TIMED_OUT', { ...charge, attempts: 3, timeoutType: 'HEARTBEAT' }),
    'ACTIVITY_TIMED_OUT',
    'activity charge-1 (charge@1.0) timed out (HEARTBEAT) after 3 attempts',
  ],
  ['CanceledError', CanceledError.is, new CanceledError('the scope'), 'CANCELED', 'the scope was canceled'],
  ['TimeoutError', TimeoutError.is, new TimeoutError('signal go', 60), 'TIMEOUT', 'signal go timed out after 60 s'],
  [
    'DecisionFailedError',
    DecisionFailedError.is,
    new DecisionFailedError('timer a', 'TIMER_ID_ALREADY_IN_USE', 7),
    'TIMER_ID_ALREADY_IN_USE',
    'timer a was refused by SWF: TIMER_ID_ALREADY_IN_USE (event 7)',
  ],
  [
    'DecisionFailedError',
    DecisionFailedError.is,
    new DecisionFailedError(child, 'WORKFLOW_TYPE_DEPRECATED', 8),
    'WORKFLOW_TYPE_DEPRECATED',
    `${child} was refused by SWF: WORKFLOW_TYPE_DEPRECATED (event 8); undeprecate the type, or call another version`,
  ],
  [
    'ChildWorkflowExecutionError',
    ChildWorkflowExecutionError.is,
    new ChildWorkflowExecutionError(child, { closeStatus: 'FAILED', reason: 'Error: no luck' }),
    'CHILD_WORKFLOW_EXECUTION',
    `${child} is FAILED: Error: no luck`,
  ],
  [
    'ChildWorkflowExecutionError',
    ChildWorkflowExecutionError.is,
    new ChildWorkflowExecutionError(child, { closeStatus: 'TERMINATED' }),
    'CHILD_WORKFLOW_EXECUTION',
    `${child} is TERMINATED`,
  ],
  [
    'LambdaFunctionError',
    LambdaFunctionError.is,
    new LambdaFunctionError('lambda function a', 'timed out'),
    'LAMBDA_FUNCTION',
    'lambda function a timed out',
  ],
  [
    'HumanTimeoutError',
    HumanTimeoutError.is,
    new HumanTimeoutError('approval-1', 60),
    'HUMAN_TIMEOUT',
    'human step approval-1 was not answered within 60 s',
  ],
  [
    'NonDeterminismError',
    NonDeterminismError.is,
    new NonDeterminismError('order-1 (order@1.0)', { startedEventId: 3, turn: 1, got: { kind: 'timer', id: 'a' } }),
    'NON_DETERMINISM',
    'order-1 (order@1.0): the turn of event 3 shows no counterpart; the code called timer a. ' +
      "Guard the change with version('...', ...).",
  ],
  [
    'NonDeterminismError',
    NonDeterminismError.is,
    new NonDeterminismError('order-1 (order@1.0)', { startedEventId: 3, turn: 1, isVerified: true }),
    'NON_DETERMINISM',
    'order-1 (order@1.0): the turn of event 3 called nothing; a second run of it called nothing. Keep all state in ' +
      'the function: its module, the environment and the machine differ between replays.',
  ],
  [
    'NotInWorkflowError',
    NotInWorkflowError.is,
    new NotInWorkflowError('sleep()'),
    'NOT_IN_WORKFLOW',
    'sleep() must be called by a workflow function, within its turn',
  ],
  [
    'ForeignAwaitError',
    ForeignAwaitError.is,
    new ForeignAwaitError('fetch', undefined, 'call it in an activity'),
    'FOREIGN_AWAIT',
    'fetch cannot be used in a workflow function: a replay does not repeat it; call it in an activity',
  ],
  [
    'ForeignAwaitError',
    ForeignAwaitError.is,
    new ForeignAwaitError(
      'Timeout',
      'Error\n    at new Promise (<anonymous>)\n    at async wait (file:///app/order.ts:7:3)',
    ),
    'FOREIGN_AWAIT',
    'Timeout cannot be used in a workflow function at /app/order.ts:7:3: a replay does not repeat it; ' +
      'do it in an activity, or record it with sideEffect()',
  ],
  [
    'StalledError',
    StalledError.is,
    new StalledError('order-1'),
    'STALLED',
    'order-1: the workflow function awaits something, but no activity, timer, child or signal is open that could ' +
      'settle it',
  ],
  [
    'RunawayError',
    RunawayError.is,
    new RunawayError('order-1', 10_000),
    'RUNAWAY',
    'order-1: a turn must make at most 10000 calls; await some of them in between',
  ],
  [
    'UnsupportedVersionError',
    UnsupportedVersionError.is,
    new UnsupportedVersionError('order-1', 'audit', 0, { min: 1, max: 2 }),
    'UNSUPPORTED_VERSION',
    'order-1: version of "audit" must be from 1 to 2, got 0',
  ],
  [
    'SagaError',
    SagaError.is,
    new SagaError(new Error('declined'), [new Error('one'), 'two']),
    'SAGA',
    '2 compensation(s) failed: Error: one; two',
  ],
  [
    'InvalidPayloadError',
    InvalidPayloadError.is,
    new InvalidPayloadError('result', { cause: new Error('not a number') }),
    'INVALID_RESULT',
    'not a number',
  ],
  [
    'InvalidPayloadError',
    InvalidPayloadError.is,
    new InvalidPayloadError('input', { cause: 'not a number' }),
    'INVALID_INPUT',
    'not a number',
  ],
  [
    'RunFailedError',
    RunFailedError.is,
    new RunFailedError('order-1', { closeStatus: 'TIMED_OUT', reason: 'START_TO_CLOSE', details: undefined }),
    'RUN_FAILED',
    'workflow execution order-1 is TIMED_OUT: START_TO_CLOSE',
  ],
];

describe.each(ERRORS)('%s', (name, is, error, code, message) => {
  it(`reads "${message}"`, () => {
    expect(error).toMatchObject({ name, code, message });
  });

  it('is the only one that its is() accepts', () => {
    for (const [other, , each] of ERRORS) expect(is(each)).toBe(other === name);
    for (const other of [undefined, null, new Error(message), { code, name }, new SwfError('OTHER', message)])
      expect(is(other)).toBe(false);
  });
});

describe('A decision that SWF refuses', () => {
  const another = 'undeprecate the type, or call another version';

  it.each([
    [
      'ACTIVITY_TYPE_DOES_NOT_EXIST',
      '; start a worker that implements it first; in testFlow, add implement(...) or mock(...) of it to `activities`',
    ],
    [
      'WORKFLOW_TYPE_DOES_NOT_EXIST',
      '; start a decider that has this workflow first; in testFlow, add it to `workflows`',
    ],
    ['ACTIVITY_TYPE_DEPRECATED', `; ${another}`],
    ['WORKFLOW_TYPE_DEPRECATED', `; ${another}`],
    ['OPERATION_NOT_PERMITTED', ''],
  ])('says what to do about it if the program can: %s', (cause, remedy) => {
    const { message } = new DecisionFailedError('activity charge-1', cause, 8);

    expect(message).toBe(`activity charge-1 was refused by SWF: ${cause} (event 8)${remedy}`);
  });
});

describe('NonDeterminismError.history', () => {
  it('has the event and its neighbors', () => {
    const { events } = new HistoryBuilder().decisionTask().markerRecorded('a').workflowExecutionSignaled('b').build();
    const error = new NonDeterminismError('order-1 (order@1.0)', { event: events[3], startedEventId: 3, turn: 1 });

    expect(error.history).toEqual([]);
    expect(error.within(events).history.map(({ id }) => id)).toEqual([3, 4, 5]);
    const another = new NonDeterminismError('order-1 (order@1.0)', { startedEventId: 3, turn: 1 });
    expect(another.within(events).history.map(({ id }) => id)).toEqual([2, 3, 4]);
  });
});
