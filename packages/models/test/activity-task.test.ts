import { ActivityTask } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED } from './support/local.js';

const DOMAIN = { name: 'orders' };

describe('ActivityTask', () => {
  it.each([{ startedEventId: 0 }, { startedEventId: 0, taskToken: '' }])(
    'is undefined if the poll ended without a task: %o',
    (answer) => {
      expect(ActivityTask.fromPoll(DOMAIN, 'payments', answer)).toBeUndefined();
    },
  );

  it('holds the polled task and its task list', () => {
    const task = ActivityTask.fromPoll(DOMAIN, 'payments', { ...POLLED, input: 'raw text' });

    expect(task).toMatchObject({ ...POLLED, taskList: 'payments', input: 'raw text' });
    expect(task?.parseInput()).toBe('raw text');
    expect(JSON.parse(JSON.stringify(task))).toEqual({
      ...POLLED,
      domain: 'orders',
      taskList: 'payments',
      input: 'raw text',
    });
  });

  it('has an undefined input if there is none', () => {
    expect(ActivityTask.fromPoll(DOMAIN, 'payments', POLLED)?.parseInput()).toBeUndefined();
  });

  it('is frozen, and compared by value', () => {
    const task = new ActivityTask(DOMAIN, 'payments', POLLED);

    expect([task, task.activityType, task.workflowExecution].every(Object.isFrozen)).toBe(true);
    expect(task.equals(task.with({}))).toBe(true);
    expect(task.equals(task.with({ taskToken: 'another' }))).toBe(false);
  });
});
