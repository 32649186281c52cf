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
    const given = Object.keys(typo).at(-1);

    expect(error).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        new RegExp(`^unknown option "(changes\\.)?${given}"; did you mean "${known}"\\?$`),
      ),
    });
  });
});

it.each<[what: string, run: () => unknown, message: string]>([
  ['the name of a domain', () => new Domain(5 as never), 'name must be a string, got 5'],
  ['the domain of a type', () => new WorkflowType(5 as never, 'a', '1'), 'domain must be a Domain or { name }, got 5'],
  ['the name of a type', () => new ActivityType(DOMAIN, 5 as never, '1'), 'name must be a string, got 5'],
  ['the version of a type', () => new ActivityType(DOMAIN, 'a', 5 as never), 'version must be a string, got 5'],
  ['the domain of a task list', () => new TaskList(5 as never, 'a'), 'domain must be a Domain or { name }, got 5'],
  ['the name of a task list', () => new TaskList(DOMAIN, 5 as never), 'name must be a string, got 5'],
  [
    'the domain of an execution',
    () => new WorkflowExecution(5 as never, 'b'),
    'domain must be a Domain or { name }, got 5',
  ],
  ['the id of an execution', () => new WorkflowExecution(DOMAIN, 5 as never), 'workflowId must be a string, got 5'],
  [
    'the id of an execution that SWF named',
    () => new WorkflowExecution(DOMAIN, 5 as never, { runId: 'r' }),
    'workflowId must be a string, got 5',
  ],
  [
    'the domain of a task',
    () => new ActivityTask(5 as never, 'a', POLLED),
    'domain must be a Domain or { name }, got 5',
  ],
  ['the task list of a task', () => new ActivityTask(DOMAIN, 5 as never, POLLED), 'taskList must be a string, got 5'],
])('a value of another kind is refused by the name of its argument: %s', (_, run, message) => {
  expect(run).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message }));
});

it('a name from SWF may predate the current rules, which a new one must obey', () => {
  expect(new WorkflowExecution(DOMAIN, 'a|b', { runId: 'r' }).workflowId).toBe('a|b');
  expect(() => new WorkflowExecution(DOMAIN, 'a|b')).toThrow('workflowId must not contain "|"');
  expect(new ActivityTask(DOMAIN, 'x', { ...POLLED, activityId: 'a:b' }).activityId).toBe('a:b');
});

describe('an option that is undefined', () => {
  it('counts as absent, known or not', () => {
    expect(new Domain('orders', { nonsense: undefined } as object)).toEqual(new Domain('orders'));
  });
});
