import { attributesText, isFailure, timeoutText } from '@swf/explain';
import { describe, expect, it } from 'vitest';

describe('attributesText()', () => {
  it.each<[string, object, string]>([
    ['nothing', {}, ''],
    [
      'ids before payloads, as SWF has them',
      { activityId: 'charge', input: '{"a":1}' },
      'activityId=charge input={"a":1}',
    ],
    ['types by name and version', { activityType: { name: 'charge', version: '1.0' } }, 'activityType=charge@1.0'],
    ['task lists by name', { taskList: { name: 'work' } }, 'taskList=work'],
    [
      'executions by workflow id',
      { workflowExecution: { workflowId: 'order-1', runId: 'r' } },
      'workflowExecution=order-1',
    ],
    ['lists and other objects as JSON', { tagList: ['a', 'b'], more: { a: 1 } }, 'tagList=["a","b"] more={"a":1}'],
    [
      'the ids of other events last',
      { scheduledEventId: 5, result: 'done', startedEventId: 6, details: 'x' },
      'result=done details=x scheduledEventId=5 startedEventId=6',
    ],
    ['null, but not undefined', { input: undefined, result: null }, 'result=null'],
    [
      'timeouts in words, and in seconds',
      { startToCloseTimeout: '604800', heartbeatTimeout: 'NONE', startToFireTimeout: '30', timeoutType: 'HEARTBEAT' },
      'startToCloseTimeout=7 d (604800 s) heartbeatTimeout=NONE startToFireTimeout=30 s timeoutType=HEARTBEAT',
    ],
    ['timeouts that are numbers', { taskStartToCloseTimeout: 60 }, 'taskStartToCloseTimeout=1 min (60 s)'],
    ['a number that is not a timeout as it is', { attempts: '604800' }, 'attempts=604800'],
  ])('shows %s', (_, attributes, text) => {
    expect(attributesText(attributes)).toBe(text);
  });
});

describe('timeoutText()', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [3600, '1 h (3600 s)'],
  ])('shows %i s as %s', (seconds, text) => {
    expect(timeoutText(seconds)).toBe(text);
  });
});

describe('isFailure()', () => {
  it.each([
    ['ActivityTaskFailed', true],
    ['ActivityTaskTimedOut', true],
    ['StartTimerFailed', true],
    ['ActivityTaskCompleted', false],
    ['WorkflowExecutionTerminated', false],
    ['FailedBefore', false],
  ])('returns for %s: %s', (eventType, expected) => {
    expect(isFailure(eventType)).toBe(expected);
  });
});
