import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const type = { name: 'charge-card', version: '1.0' };
const schedule = (given: object) => () =>
  ActivityTaskDecision.schedule({ activityId: 'a', activityType: type, ...given });
const start = (given: object) => () =>
  ChildWorkflowExecutionDecision.start({ workflowId: 'w', workflowType: type, ...given });
const lambda = (given: object) => () => LambdaFunctionDecision.schedule({ id: 'l', name: 'resize', ...given });
const circular: { self?: unknown } = {};
circular.self = circular;

/**
 * What is given, and what the message must name: decision and field, the length or value, the
 * limit.
 */
const refused: readonly (readonly [string, () => unknown, readonly string[]])[] = [
  [
    'colon in the id of a timer to start',
    () => TimerDecision.start({ timerId: 'a:b', startToFireTimeout: 1 }),
    ['StartTimer.timerId', '":"', 'a:b'],
  ],
  [
    'colon in the id of a timer to cancel',
    () => TimerDecision.cancel({ timerId: 'a:b' }),
    ['CancelTimer.timerId', '":"', 'a:b'],
  ],
  [
    'BigInt as a result',
    () => WorkflowExecutionDecision.complete({ result: 1n }),
    ['CompleteWorkflowExecution.result', '1n'],
  ],
  [
    'BigInt as the details of a failure',
    () => WorkflowExecutionDecision.fail({ details: 1n }),
    ['FailWorkflowExecution.details', '1n'],
  ],
  [
    'BigInt as the details of a cancellation',
    () => WorkflowExecutionDecision.cancel({ details: 1n }),
    ['CancelWorkflowExecution.details', '1n'],
  ],
  [
    'BigInt as the input of the next run',
    () => WorkflowExecutionDecision.continueAsNew({ input: 1n }),
    ['ContinueAsNewWorkflowExecution.input', '1n'],
  ],
  [
    'timeout of 0 for a Lambda function',
    lambda({ startToCloseTimeout: 0 }),
    ['ScheduleLambdaFunction.startToCloseTimeout', '1', '0'],
  ],
  ['empty id of a Lambda function', lambda({ id: '' }), ['ScheduleLambdaFunction.id', '1 to', '0']],
  ['empty id', schedule({ activityId: '' }), ['ScheduleActivityTask.activityId', '1 to 256', '0']],
  ['long id', schedule({ activityId: 'x'.repeat(257) }), ['ScheduleActivityTask.activityId', '256', '257']],
  ['colon in an id', schedule({ activityId: 'a:b' }), ['ScheduleActivityTask.activityId', '":"', 'a:b']],
  ['reserved id', schedule({ activityId: 'arn' }), ['ScheduleActivityTask.activityId', '"arn"']],
  ['number as id', schedule({ activityId: 7 }), ['ScheduleActivityTask.activityId', 'string', '7']],
  ['missing type', schedule({ activityType: undefined }), ['ScheduleActivityTask.activityType', 'undefined']],
  ['type by name alone', schedule({ activityType: { name: 'x' } }), ['ScheduleActivityTask.activityType.version']],
  [
    'long version',
    schedule({ activityType: { ...type, version: 'v'.repeat(65) } }),
    ['activityType.version', '64', '65'],
  ],
  ['long input', schedule({ input: 'x'.repeat(32_769) }), ['ScheduleActivityTask.input', '32768', '32769']],
  ['long JSON', schedule({ input: ['x'.repeat(32_768)] }), ['ScheduleActivityTask.input', '32768', '32772']],
  ['circular input', schedule({ input: circular }), ['ScheduleActivityTask.input', 'JSON']],
  ['bigint', schedule({ control: 1n }), ['ScheduleActivityTask.control', 'JSON']],
  ['function', schedule({ control: () => 1 }), ['ScheduleActivityTask.control', 'JSON']],
  ['nameless task list', schedule({ taskList: {} }), ['ScheduleActivityTask.taskList', 'undefined']],
  ['null task list', schedule({ taskList: null }), ['ScheduleActivityTask.taskList', 'null']],
  ['fraction', schedule({ startToCloseTimeout: 1.5 }), ['ScheduleActivityTask.startToCloseTimeout', '1.5']],
  ['negative', schedule({ heartbeatTimeout: -1 }), ['ScheduleActivityTask.heartbeatTimeout', '-1']],
  ['over a year', schedule({ scheduleToCloseTimeout: 31_536_001 }), ['scheduleToCloseTimeout', '31536000', '31536001']],
  ['timeout as a string', schedule({ startToCloseTimeout: '30' }), ['startToCloseTimeout', '30']],
  ['priority', schedule({ taskPriority: 2 ** 31 }), ['ScheduleActivityTask.taskPriority', '2147483647', '2147483648']],
  [
    'unknown member',
    schedule({ taskStartToCloseTimeout: 5 }),
    ['unknown option "ScheduleActivityTask.taskStartToCloseTimeout"; did you mean "startToCloseTimeout"?'],
  ],
  [
    'misspelled id',
    schedule({ activityId: undefined, activityID: 'a' }),
    ['"ScheduleActivityTask.activityID"', '"activityId"'],
  ],
  ['bar in an id', () => ActivityTaskDecision.requestCancel({ activityId: 'a|b' }), ['RequestCancelActivityTask', '|']],
  [
    'timer without a duration',
    () => Reflect.apply(TimerDecision.start, undefined, [{ timerId: 't' }]),
    ['StartTimer.startToFireTimeout', 'undefined'],
  ],
  ['no attributes at all', () => Reflect.apply(TimerDecision.cancel, undefined, []), ['CancelTimer', 'undefined']],
  [
    'null',
    () => Reflect.apply(WorkflowExecutionDecision.complete, undefined, [null]),
    ['CompleteWorkflowExecution', 'null'],
  ],
  [
    'an error in the place of attributes',
    () => Reflect.apply(WorkflowExecutionDecision.fail, undefined, [new Error('declined')]),
    ['FailWorkflowExecution', 'object of attributes', '[object Error]'],
  ],
  [
    'timer of NaN seconds',
    () => TimerDecision.start({ timerId: 't', startToFireTimeout: Number.NaN }),
    ['StartTimer.startToFireTimeout', 'NaN'],
  ],
  ['control character', () => TimerDecision.cancel({ timerId: 'a\u0085' }), ['CancelTimer.timerId']],
  [
    'marker name',
    () => MarkerDecision.record({ markerName: 'x'.repeat(257) }),
    ['RecordMarker.markerName', '256', '257'],
  ],
  [
    'marker details',
    () => MarkerDecision.record({ markerName: 'm', details: 'x'.repeat(40_000) }),
    ['RecordMarker.details', '32768', '40000'],
  ],
  [
    'reason',
    () => WorkflowExecutionDecision.fail({ reason: 'x'.repeat(257) }),
    ['FailWorkflowExecution.reason', '256', '257'],
  ],
  [
    'empty version',
    () => WorkflowExecutionDecision.continueAsNew({ workflowTypeVersion: '' }),
    ['ContinueAsNewWorkflowExecution.workflowTypeVersion', '1 to 64'],
  ],
  ['bar in a workflow id', start({ workflowId: 'a|b' }), ['StartChildWorkflowExecution.workflowId', 'a|b']],
  ['sixth tag', start({ tagList: ['1', '2', '3', '4', '5', '6'] }), ['StartChildWorkflowExecution.tagList', '5', '6']],
  ['long tag', start({ tagList: ['x', 'y'.repeat(257)] }), ['StartChildWorkflowExecution.tagList[1]', '256', '257']],
  ['tags as a string', start({ tagList: 'eu' }), ['StartChildWorkflowExecution.tagList', 'array']],
  [
    'child policy',
    start({ childPolicy: 'KILL' }),
    ['StartChildWorkflowExecution.childPolicy', 'REQUEST_CANCEL', 'KILL'],
  ],
  ['endless execution', start({ executionStartToCloseTimeout: 'NONE' }), ['executionStartToCloseTimeout', 'NONE']],
  [
    'padded task list',
    start({ taskList: ' orders' }),
    ['StartChildWorkflowExecution.taskList', '" orders"', 'white space'],
  ],
  ['empty role', start({ lambdaRole: '' }), ['StartChildWorkflowExecution.lambdaRole', '1600']],
  [
    'run id',
    () => ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'w', runId: 'r'.repeat(65) }),
    ['RequestCancelExternalWorkflowExecution.runId', '64', '65'],
  ],
  [
    'signal name',
    () => ExternalWorkflowExecutionDecision.signal({ workflowId: 'w', signalName: '' }),
    ['SignalExternalWorkflowExecution.signalName', '256'],
  ],
  [
    'function name',
    () => LambdaFunctionDecision.schedule({ id: 'l', name: 'f'.repeat(65) }),
    ['ScheduleLambdaFunction.name', '64', '65'],
  ],
  [
    'Lambda of 0 seconds',
    () => LambdaFunctionDecision.schedule({ id: 'l', name: 'f', startToCloseTimeout: 0 }),
    ['ScheduleLambdaFunction.startToCloseTimeout', '1 to 900', '0'],
  ],
  [
    'Lambda of 901 seconds',
    () => LambdaFunctionDecision.schedule({ id: 'l', name: 'f', startToCloseTimeout: 901 }),
    ['ScheduleLambdaFunction.startToCloseTimeout', '900', '901'],
  ],
];

describe('a factory refuses', () => {
  it.each(refused)('%s', (_, attempt, named) => {
    let error: unknown;
    try {
      attempt();
    } catch (thrown) {
      error = thrown;
    }
    if (!InvalidArgumentError.is(error)) throw new Error(`expected an InvalidArgumentError, not ${String(error)}`);
    for (const part of named) expect(error.message).toContain(part);
    expect(error.message.length).toBeLessThan(300);
  });
});

it('a factory accepts values at the limits of SWF', () => {
  schedule({
    activityId: 'x'.repeat(256),
    input: 'x'.repeat(32_768),
    taskPriority: -(2 ** 31),
    heartbeatTimeout: 'NONE',
  })();
  schedule({ activityId: 'Grüße #1 + ünïcode_.-', activityType: { name: 'arn x', version: 'v'.repeat(64) } })();
  start({ workflowId: 'run:1', tagList: ['', 'x'.repeat(256), 'a', 'a', 'a'], lambdaRole: 'r'.repeat(1600) })();
  WorkflowExecutionDecision.fail({ reason: 'x'.repeat(256), details: 'x'.repeat(32_768) });
  TimerDecision.start({ timerId: 't', startToFireTimeout: 31_536_000 });
  lambda({ startToCloseTimeout: 1 })();
});
