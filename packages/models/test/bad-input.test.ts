import { ActivityTask, ActivityType, Domain, TaskList, WorkflowExecution, WorkflowType } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { POLLED, registered, rejection, useLocalService } from './support/local.js';

const local = useLocalService();

const DOMAIN = { name: 'orders' };
const YEAR = 31_536_000;
const text = (length: number) => 'x'.repeat(length);
const domainWith = (options: object) => () => new Domain('orders', { retentionPeriodInDays: 1, ...options }).save();
const activityWith = (options: object) => () => new ActivityType(DOMAIN, 'ship', '2', options).save();
const workflowWith = (options: object) => () => new WorkflowType(DOMAIN, 'ship', '2', options).save();
const startWith = (options: object) => () =>
  new WorkflowType(DOMAIN, 'order', '1.0').startExecution({ workflowId: 'order-42', ...options });
const running = () => new WorkflowExecution(DOMAIN, 'running');

type Case = readonly [field: string, attempt: (value: never) => () => unknown, inside: unknown[], outside: unknown[]];

function field<Value>(
  name: string,
  attempt: (value: Value) => () => unknown,
  inside: Value[],
  outside: unknown[],
): Case {
  return [name, attempt as (value: never) => () => unknown, inside, outside];
}

const NAMES_REFUSED = ['', text(257), 'arn', 'a:b', 'a/b', 'a|b', 'a\nb', 'a\u009fb', 5, null, undefined, {}];
const NAMES_TAKEN = ['a', text(256), 'Arn', 'arn1', 'ü - _ .+#', '名前'];
const TIMEOUTS_TAKEN = [0, 1, YEAR, 'NONE'];
const TIMEOUTS_REFUSED = [-1, 1.5, YEAR + 1, Number.NaN, '30', 'none', null, Number.POSITIVE_INFINITY];
const PRIORITIES_TAKEN = [0, -(2 ** 31), 2 ** 31 - 1];
const PRIORITIES_REFUSED = [2 ** 31, -(2 ** 31) - 1, 0.5, '1', null];
const POLICIES_REFUSED = ['KILL', 'terminate', '', null, 1];

const OPTIONS_REFUSED = [null, 'x', 5, () => ({})];

const FIELDS: readonly Case[] = [
  field('options', (options) => () => new Domain('orders', options), [{}], OPTIONS_REFUSED),
  field('options', (options) => () => new ActivityType(DOMAIN, 'x', '1', options), [{}], OPTIONS_REFUSED),
  field('options', (options) => () => new WorkflowExecution(DOMAIN, 'x', options), [{}], OPTIONS_REFUSED),
  field('options', (options) => () => new ActivityTask(DOMAIN, 'x', options as typeof POLLED), [], OPTIONS_REFUSED),
  field(
    'options',
    (options) => () => new Domain('orders', { retentionPeriodInDays: 1 }).save(options),
    [{}],
    OPTIONS_REFUSED,
  ),
  field(
    'options',
    (options) => () => new WorkflowType(DOMAIN, 'order', '1.0').startExecution(options),
    [{}],
    OPTIONS_REFUSED,
  ),
  field('options', (options) => () => running().terminate(options), [{}], OPTIONS_REFUSED),
  field('options', (options) => () => running().exists(options), [{}], OPTIONS_REFUSED),
  field('options', (options) => () => running().waitUntilClosed(options), [], OPTIONS_REFUSED),
  field('options', (options) => () => running().watch(options).next(), [], OPTIONS_REFUSED),
  field('tags', (tags) => () => new Domain('orders').tag(tags), [{ team: 'shop' }], [null, undefined, 'team']),
  field('keys', (keys: string[]) => () => new Domain('orders').untag(keys), [['team']], [null, undefined, 'team']),
  field(
    'executionStatus',
    (executionStatus) => () => new WorkflowExecution(DOMAIN, 'x', { executionStatus } as object),
    ['OPEN', 'CLOSED'],
    [null, '', 0, {}],
  ),
  field(
    'closeStatus',
    (closeStatus) => () => new WorkflowExecution(DOMAIN, 'x', { closeStatus } as object),
    ['FAILED'],
    [null, '', 0, {}],
  ),
  field(
    'cancelRequested',
    (cancelRequested) => () => new WorkflowExecution(DOMAIN, 'x', { cancelRequested } as object),
    [true, false],
    [null, 'false', 0],
  ),
  field(
    'openCounts',
    (openCounts) => () => new WorkflowExecution(DOMAIN, 'x', { openCounts } as object),
    [{ openTimers: 0 }],
    [null, 1, { openTimers: -1 }, { openTimers: '1' }],
  ),
  field(
    'creationDate',
    (creationDate) => () => new WorkflowType(DOMAIN, 'x', '1', { creationDate } as object),
    [],
    [Object.create(null)],
  ),
  field('name', (value: string) => () => new Domain(value, { retentionPeriodInDays: 1 }).save(), NAMES_TAKEN, [
    ...NAMES_REFUSED,
    ' a',
    'a\u3000',
  ]),
  field('description', (description) => domainWith({ description }), ['', text(1024)], [text(1025), 5, null]),
  field(
    'retentionPeriodInDays',
    (retentionPeriodInDays) => domainWith({ retentionPeriodInDays }),
    [0, 90, 'NONE'],
    [-1, 91, 1.5, '30', null, undefined],
  ),
  field('status', (status) => domainWith({ status }), ['REGISTERED'], ['DEPRECATED', 'registered', null]),
  field('arn', (arn) => () => new Domain('orders', { arn } as object), [text(1), text(1600)], ['', text(1601), 5]),
  field('name', (value: string) => () => new ActivityType(DOMAIN, value, '1').save(), NAMES_TAKEN, NAMES_REFUSED),
  field(
    'version',
    (value: string) => () => new ActivityType(DOMAIN, 'ship', value).save(),
    ['1', text(64)],
    ['', text(65), 'arn', 'a:b', 1, null],
  ),
  field('domain.name', (value: string) => () => new TaskList({ name: value }, 'x'), NAMES_TAKEN, NAMES_REFUSED),
  field(
    'domain',
    (value) => () => new WorkflowType(value as never, 'x', '1'),
    [DOMAIN],
    ['orders', null, undefined, {}],
  ),
  field('description', (description) => activityWith({ description }), ['', text(1024)], [text(1025)]),
  field(
    'creationDate',
    (creationDate) => () => new ActivityType(DOMAIN, 'x', '1', { creationDate } as object),
    [new Date(0)],
    [new Date(Number.NaN), 0, '1970-01-01', null],
  ),
  field('defaultTaskList', (defaultTaskList) => activityWith({ defaultTaskList }), NAMES_TAKEN, [
    ...NAMES_REFUSED.filter((value) => value !== undefined),
    { name: 'payments' },
  ]),
  field(
    'defaultTaskPriority',
    (defaultTaskPriority) => activityWith({ defaultTaskPriority }),
    PRIORITIES_TAKEN,
    PRIORITIES_REFUSED,
  ),
  ...(
    [
      'defaultTaskStartToCloseTimeout',
      'defaultTaskHeartbeatTimeout',
      'defaultTaskScheduleToStartTimeout',
      'defaultTaskScheduleToCloseTimeout',
    ] as const
  ).map((name) => field(name, (value) => activityWith({ [name]: value }), TIMEOUTS_TAKEN, TIMEOUTS_REFUSED)),
  field(
    'defaultTaskStartToCloseTimeout',
    (defaultTaskStartToCloseTimeout) => workflowWith({ defaultTaskStartToCloseTimeout }),
    TIMEOUTS_TAKEN,
    TIMEOUTS_REFUSED,
  ),
  field(
    'defaultExecutionStartToCloseTimeout',
    (defaultExecutionStartToCloseTimeout) => workflowWith({ defaultExecutionStartToCloseTimeout }),
    [1, YEAR],
    [...TIMEOUTS_REFUSED, 'NONE'],
  ),
  field(
    'defaultChildPolicy',
    (defaultChildPolicy) => workflowWith({ defaultChildPolicy }),
    ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'],
    POLICIES_REFUSED,
  ),
  field(
    'defaultLambdaRole',
    (defaultLambdaRole) => workflowWith({ defaultLambdaRole }),
    [text(1), text(1600)],
    ['', text(1601)],
  ),
  field(
    'workflowId',
    (workflowId) => startWith({ workflowId }),
    ['a', text(256), '22a/b+c=:7'],
    ['', text(257), 'arn', 'a|b', 'a\u0000', 5],
  ),
  field(
    'input',
    (input) => startWith({ input }),
    ['', text(32_768), { a: 1 }, null, 0],
    [text(32_769), [text(32_768)], 1n, () => 1, Symbol('x')],
  ),
  field(
    'tagList',
    (tagList) => startWith({ tagList }),
    [[], ['a', 'a'], ['', text(256), 'c', 'd', 'e']],
    [[...'abcdef'], [text(257)], [5], [null], 'eu', null],
  ),
  field('taskList', (taskList) => startWith({ taskList }), NAMES_TAKEN, ['', text(257), 'a:b', { name: 'x' }, null]),
  field('taskPriority', (taskPriority) => startWith({ taskPriority }), PRIORITIES_TAKEN, PRIORITIES_REFUSED),
  field(
    'taskStartToCloseTimeout',
    (taskStartToCloseTimeout) => startWith({ taskStartToCloseTimeout }),
    TIMEOUTS_TAKEN,
    TIMEOUTS_REFUSED,
  ),
  field(
    'executionStartToCloseTimeout',
    (executionStartToCloseTimeout) => startWith({ executionStartToCloseTimeout }),
    [1, YEAR],
    [...TIMEOUTS_REFUSED, 'NONE'],
  ),
  field(
    'childPolicy',
    (childPolicy) => startWith({ childPolicy }),
    ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'],
    POLICIES_REFUSED,
  ),
  field('lambdaRole', (lambdaRole) => startWith({ lambdaRole }), [text(1), text(1600)], ['', text(1601), 5]),
  field(
    'runId',
    (runId) => () => new WorkflowExecution(DOMAIN, 'x', { runId } as object),
    [text(1), text(64)],
    ['', text(65), 5],
  ),
  field(
    'parent',
    (parent) => () => new WorkflowExecution(DOMAIN, 'x', { parent } as object),
    [{ workflowId: 'a', runId: 'b' }],
    [{ workflowId: '', runId: 'b' }, { workflowId: 'a' }, null],
  ),
  field(
    'signalName',
    (name: string) => () => running().signal(name),
    ['a', text(256), 'a:/|b'],
    ['', text(257), 5, null],
  ),
  field('input', (input) => () => running().signal('x', input), ['', text(32_768)], [text(32_769), 1n]),
  field('reason', (reason) => () => running().terminate({ reason } as object), ['', text(256)], [text(257), 5, null]),
  field('details', (details) => () => running().terminate({ details }), ['', text(32_768), null], [text(32_769), 1n]),
  field(
    'childPolicy',
    (childPolicy) => () => running().terminate({ childPolicy } as object),
    ['ABANDON'],
    POLICIES_REFUSED,
  ),
  field(
    'activityId',
    (activityId) => () => new ActivityTask(DOMAIN, 'x', { ...POLLED, activityId } as typeof POLLED),
    ['a', text(256)],
    ['', text(257), undefined],
  ),
];

/** Resolves to the error of the attempt, or undefined if it succeeds. */
async function failureOf(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(FIELDS)('%s', (name, attempt, inside, outside) => {
  it.each(outside.map((value) => [value]))('is refused before anything is sent: %o', async (value) => {
    // Whatever is sent comes back with another error.
    local.service.faults.set([{ fault: 'InternalFailure' }]);
    const error = await failureOf(attempt(value as never));

    expect(error).toMatchObject({ name: 'InvalidArgumentError', code: 'INVALID_ARGUMENT', fault: undefined });
    expect(InvalidArgumentError.is(error) && error.message).toContain(name);
    expect(String(error).length).toBeLessThan(300);
  });

  it.each(inside.map((value) => [value]))('is accepted by SWF: %o', async (value) => {
    const { order, domain } = await registered();
    await order.startExecution({ workflowId: 'running' });
    const error = await failureOf(attempt(value as never));

    // The domain may be there already; nothing else may be wrong.
    if (error !== undefined) expect(error).toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await domain.exists()).toBe(true);
  });
});

describe('several wrong values', () => {
  it('are reported by the first, with its value and limit', async () => {
    const wrong = { defaultTaskPriority: 2 ** 40, defaultTaskHeartbeatTimeout: -5 };

    expect(await rejection(Promise.resolve().then(activityWith(wrong)))).toMatchObject({
      message: 'defaultTaskPriority must be an integer from -2147483648 to 2147483647, got 1099511627776',
    });
  });
});
