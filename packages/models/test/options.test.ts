import { ActivityTask, ActivityType, Domain, TaskList, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED, rejection, useLocalService } from './support/local.js';

const local = useLocalService();
const DOMAIN = { name: 'orders' };
const domain = new Domain('orders', { retentionPeriodInDays: 1 });
const order = new WorkflowType(DOMAIN, 'order', '1.0');
const execution = new WorkflowExecution(DOMAIN, 'order-42', { runId: 'run' });

/** Each method that takes options, called with an unknown one. */
const CALLS: readonly [name: string, call: (options: never) => unknown, typo: object, known: string][] = [
  ['new Domain()', (options) => new Domain('orders', options), { retentionPeriod: 1 }, 'retentionPeriodInDays'],
  [
    'new ActivityType()',
    (options) => new ActivityType(DOMAIN, 'x', '1', options),
    { taskList: 'x' },
    'defaultTaskList',
  ],
  [
    'new WorkflowType()',
    (options) => new WorkflowType(DOMAIN, 'x', '1', options),
    { taskList: 'x' },
    'defaultTaskList',
  ],
  ['new WorkflowExecution()', (options) => new WorkflowExecution(DOMAIN, 'x', options), { runID: 'x' }, 'runId'],
  [
    'new ActivityTask()',
    (options) => new ActivityTask(DOMAIN, 'x', options),
    { ...POLLED, activityID: 'x' },
    'activityId',
  ],
  ['domain.with()', (changes) => domain.with(changes), { descripton: 'x' }, 'description'],
  ['type.with()', (changes) => order.with(changes), { verson: '2' }, 'version'],
  ['execution.with()', (changes) => execution.with(changes), { workflowID: 'x' }, 'workflowId'],
  ['task.with()', (changes) => new ActivityTask(DOMAIN, 'x', POLLED).with(changes), { token: 'x' }, 'taskToken'],
  ['domain.save()', (options) => domain.save(options), { tag: {} }, 'tags'],
  ['domain.watch()', (options) => domain.watch(options).next(), { interval: 1 }, 'intervalInSeconds'],
  ['type.startExecution()', (options) => order.startExecution(options), { workflowID: 'x' }, 'workflowId'],
  ['execution.terminate()', (options) => execution.terminate(options), { childPolicies: 'x' }, 'childPolicy'],
  ['execution.waitUntilClosed()', (options) => execution.waitUntilClosed(options), { maxWaitTme: 1 }, 'maxWaitTime'],
  ...(
    [
      ['domain.exists()', (options) => domain.exists(options)],
      ['domain.isSynced()', (options) => domain.isSynced(options)],
      ['domain.changes()', (options) => domain.changes(options)],
      ['domain.upstream()', (options) => domain.upstream(options)],
      ['domain.deprecate()', (options) => domain.deprecate(options)],
      ['domain.undeprecate()', (options) => domain.undeprecate(options)],
      ['domain.tags()', (options) => domain.tags(options)],
      ['domain.tag()', (options) => domain.tag({ team: 'x' }, options)],
      ['domain.untag()', (options) => domain.untag(['team'], options)],
      ['type.save()', (options) => order.save(options)],
      ['type.delete()', (options) => order.delete(options)],
      ['execution.signal()', (options) => execution.signal('x', undefined, options)],
      ['execution.requestCancel()', (options) => execution.requestCancel(options)],
      ['list.countPendingActivityTasks()', (options) => new TaskList(DOMAIN, 'x').countPendingActivityTasks(options)],
      ['list.countPendingDecisionTasks()', (options) => new TaskList(DOMAIN, 'x').countPendingDecisionTasks(options)],
    ] satisfies [string, (options: never) => unknown][]
  ).map(([name, call]): [string, (options: never) => unknown, object, string] => [name, call, { signl: 1 }, 'signal']),
];

describe.each(CALLS)('%s', (_, call, typo, known) => {
  it('refuses an unknown option by name, with the nearest known one, before anything is sent', async () => {
    local.service.faults.set([{ fault: 'InternalFailure' }]);
    const error = await rejection(Promise.resolve(typo).then((options) => call(options as never)));

    expect(error).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(new RegExp(`^unknown option ".+"; did you mean "${known}"\\?$`)),
    });
  });
});

describe('an option that is undefined', () => {
  it('counts as absent, known or not', () => {
    expect(new Domain('orders', { nonsense: undefined } as object)).toEqual(new Domain('orders'));
  });
});
