import {
  ACTIVITY_TASK_SETTINGS,
  ACTIVITY_TYPE_DEFAULTS,
  CHILD_TASK_LIST_REF,
  EXECUTION_REF,
  EXECUTION_SETTINGS,
  formatStructure,
  parseStructure,
  TASK_LIST,
  TASK_LIST_REF,
  WORKFLOW_TYPE_DEFAULTS,
} from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

const ROLE = 'arn:aws:iam::123456789012:role/swf';

describe('a reference to an execution', () => {
  it('has a workflow id and a run id', () => {
    const run = { workflowId: 'order:42/a', runId: 'r' };

    expect(EXECUTION_REF.check('parent', run)).toEqual(run);
    expect(() => EXECUTION_REF.check('parent', { workflowId: 'w' } as never)).toThrow(
      'parent.runId must be a string, got undefined',
    );
    expect(() => EXECUTION_REF.check('parent', { runId: 'r' } as never)).toThrow(
      'parent.workflowId must be a string, got undefined',
    );
    expect(() => EXECUTION_REF.check('parent', { workflowId: 'a|b', runId: 'r' })).toThrow(
      'parent.workflowId must not contain "|" or control characters',
    );
  });
});

describe('a task list', () => {
  it('is sent as an object with its name, which is frozen', () => {
    for (const codec of [TASK_LIST, TASK_LIST_REF, CHILD_TASK_LIST_REF]) {
      const sent = codec.format('taskList', 'orders');
      expect(sent).toEqual({ name: 'orders' });
      expect(Object.isFrozen(sent)).toBe(true);
      expect([codec.parse(sent), codec.parse(undefined)]).toEqual(['orders', undefined]);
      expect(() => codec.format('taskList', 'a:b')).toThrow('taskList must not contain');
      expect(codec.checkReceived('taskList', 'a:b')).toBe('a:b');
    }
  });

  it('of a child execution has no white space at its ends', () => {
    expect(TASK_LIST_REF.check('taskList', ' orders')).toBe(' orders');
    expect(CHILD_TASK_LIST_REF.checkReceived('taskList', { name: ' orders' })).toBe(' orders');
    for (const name of [' orders', { name: 'orders ' }]) {
      expect(() => CHILD_TASK_LIST_REF.check('taskList', name)).toThrow(
        'taskList must not start or end with white space',
      );
      expect(() => CHILD_TASK_LIST_REF.format('taskList', name)).toThrow(
        'taskList must not start or end with white space',
      );
    }
  });
});

describe('every member of a structure', () => {
  const timeouts = {
    defaultTaskStartToCloseTimeout: 1,
    defaultTaskHeartbeatTimeout: 2,
    defaultTaskScheduleToStartTimeout: 3,
    defaultTaskScheduleToCloseTimeout: 'NONE',
  } as const;

  it.each<[string, object, object, object]>([
    [
      'the defaults of an activity type',
      ACTIVITY_TYPE_DEFAULTS,
      { defaultTaskList: 'work', defaultTaskPriority: -5, ...timeouts },
      {
        ...{ defaultTaskList: { name: 'work' }, defaultTaskPriority: '-5' },
        ...{ defaultTaskStartToCloseTimeout: '1', defaultTaskHeartbeatTimeout: '2' },
        ...{ defaultTaskScheduleToStartTimeout: '3', defaultTaskScheduleToCloseTimeout: 'NONE' },
      },
    ],
    [
      'the settings of an activity task',
      ACTIVITY_TASK_SETTINGS,
      {
        ...{ input: { sku: 'A1' }, control: 'c', taskList: 'work', taskPriority: 0 },
        ...{ scheduleToStartTimeout: 1, scheduleToCloseTimeout: 2, startToCloseTimeout: 'NONE', heartbeatTimeout: 4 },
      },
      {
        ...{ input: '{"sku":"A1"}', control: 'c', taskList: { name: 'work' }, taskPriority: '0' },
        ...{ scheduleToStartTimeout: '1', scheduleToCloseTimeout: '2', startToCloseTimeout: 'NONE' },
        heartbeatTimeout: '4',
      },
    ],
    [
      'the defaults of a workflow type',
      WORKFLOW_TYPE_DEFAULTS,
      {
        ...{ defaultTaskList: 'orders', defaultTaskPriority: 1, defaultTaskStartToCloseTimeout: 'NONE' },
        ...{ defaultExecutionStartToCloseTimeout: 60, defaultChildPolicy: 'ABANDON', defaultLambdaRole: ROLE },
      },
      {
        ...{ defaultTaskList: { name: 'orders' }, defaultTaskPriority: '1', defaultTaskStartToCloseTimeout: 'NONE' },
        ...{ defaultExecutionStartToCloseTimeout: '60', defaultChildPolicy: 'ABANDON', defaultLambdaRole: ROLE },
      },
    ],
    [
      'the settings of an execution',
      EXECUTION_SETTINGS,
      {
        ...{ input: [1], tagList: ['eu'], taskList: 'orders', taskPriority: 7, executionStartToCloseTimeout: 60 },
        ...{ taskStartToCloseTimeout: 'NONE', childPolicy: 'REQUEST_CANCEL', lambdaRole: ROLE },
      },
      {
        ...{ input: '[1]', tagList: ['eu'], taskList: { name: 'orders' }, taskPriority: '7' },
        ...{ executionStartToCloseTimeout: '60', taskStartToCloseTimeout: 'NONE', childPolicy: 'REQUEST_CANCEL' },
        lambdaRole: ROLE,
      },
    ],
  ])('is sent and read: %s', (_, structure, given, wire) => {
    expect(Object.keys(given).sort()).toEqual(Object.keys(structure).sort());
    expect(formatStructure(structure as never, given)).toEqual(wire);
    expect(parseStructure(structure as never, wire)).toEqual(given);
  });
});
