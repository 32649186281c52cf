import { inspect } from 'node:util';
import { TaskList } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { registered, rejection, useLocalService } from './support/local.js';
import { replay } from './support/recorded.js';

const local = useLocalService();

describe('TaskList', () => {
  it('counts waiting decision tasks', async () => {
    const { domain, order } = await registered();
    await order.startExecution();
    await order.startExecution();

    expect(await new TaskList(domain, 'orders').countPendingDecisionTasks()).toEqual({ count: 2, truncated: false });
  });

  it('is empty if it was never used', async () => {
    const { domain } = await registered();

    expect(await new TaskList(domain, 'unused').countPendingActivityTasks()).toEqual({ count: 0, truncated: false });
  });

  it('is truncated if SWF stopped counting', async () => {
    const { client } = replay({ count: 1000, truncated: true });
    const list = new TaskList({ name: 'orders' }, 'orders');

    expect(await list.countPendingActivityTasks({ client })).toEqual({ count: 1000, truncated: true });
    expect(await list.countPendingDecisionTasks({ client })).toEqual({ count: 1000, truncated: true });
  });

  it('counts what an answer leaves out as nothing', async () => {
    const list = new TaskList({ name: 'orders' }, 'orders');
    const count = (answer: object) => list.countPendingActivityTasks({ client: replay(answer).client });

    expect(await count({ count: 3 })).toEqual({ count: 3, truncated: false });
    expect(await count({ truncated: false })).toEqual({ count: 0, truncated: false });
  });

  it('names itself in errors, or its domain if SWF does not know that', async () => {
    const list = new TaskList({ name: 'nowhere' }, 'orders');
    expect(await rejection(list.countPendingActivityTasks())).toMatchObject({
      message: 'Domain "nowhere" does not exist: Unknown domain: nowhere',
    });
    local.service.faults.set([{ fault: 'ThrottlingException' }]);
    expect(await rejection(list.countPendingDecisionTasks())).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      message: expect.stringMatching(/^TaskList "orders" of domain "nowhere": rate limit exceeded/),
    });
  });

  it('is frozen, and compared by value', () => {
    const list = new TaskList({ name: 'orders' }, 'payments');

    expect(Object.isFrozen(list)).toBe(true);
    expect(JSON.stringify(list)).toBe('{"domain":"orders","name":"payments"}');
    expect(inspect(list)).toBe('TaskList "payments" of domain "orders" {}');
    expect(list.equals(new TaskList({ name: 'orders' }, 'payments'))).toBe(true);
    expect(list.equals(new TaskList({ name: 'other' }, 'payments'))).toBe(false);
  });
});
