import {
  GetWorkflowExecutionHistoryCommand,
  RespondDecisionTaskCompletedCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { createLocalService } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start } from '../actors.js';
import { validationMessage as refusal } from './refusal.js';

const WORKFLOW_TYPE = { name: 'order', version: '1' };
const ACTIVITY_TYPE = { name: 'charge', version: '1' };

function refusalOfDecision(decisionType: string, attributes: Record<string, unknown>): Promise<string> {
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  return refusal('RespondDecisionTaskCompleted', {
    taskToken: 't',
    decisions: [{ decisionType, [member]: attributes }],
  });
}

/** Each place where something is named, as a request that names it so. */
const NAMED: readonly (readonly [string, (name: string) => Promise<string>])[] = [
  ['a domain', (name) => refusal('RegisterDomain', { name, workflowExecutionRetentionPeriodInDays: '1' })],
  ['an activity type', (name) => refusal('RegisterActivityType', { domain: 'd', name, version: '1' })],
  ['a version', (version) => refusal('RegisterWorkflowType', { domain: 'd', name: 'order', version })],
  ['a polled list', (name) => refusal('PollForDecisionTask', { domain: 'd', taskList: { name } })],
  [
    'a default list',
    (name) => refusal('RegisterActivityType', { domain: 'd', ...ACTIVITY_TYPE, defaultTaskList: { name } }),
  ],
  ['a timer', (timerId) => refusalOfDecision('StartTimer', { timerId, startToFireTimeout: '1' })],
  [
    'an activity',
    (activityId) => refusalOfDecision('ScheduleActivityTask', { activityId, activityType: ACTIVITY_TYPE }),
  ],
  [
    'the list of a child',
    (name) =>
      refusalOfDecision('StartChildWorkflowExecution', {
        workflowId: 'c',
        workflowType: WORKFLOW_TYPE,
        taskList: { name },
      }),
  ],
];

const WORKFLOW_IDS: readonly (readonly [string, (name: string) => Promise<string>])[] = [
  [
    'an execution',
    (workflowId) => refusal('StartWorkflowExecution', { domain: 'd', workflowId, workflowType: WORKFLOW_TYPE }),
  ],
  [
    'a child',
    (workflowId) => refusalOfDecision('StartChildWorkflowExecution', { workflowId, workflowType: WORKFLOW_TYPE }),
  ],
];

const CONTROL_CHARACTERS = ['a\u0000', 'a\n', 'a\u007f', 'a\u009f'];

describe.each([...NAMED, ...WORKFLOW_IDS])('the name of %s', async (_, refusalOf) => {
  it.each(['a|b', ...CONTROL_CHARACTERS])('cannot be %j', async (name) => {
    expect(await refusalOf(name)).toMatch(/Member must not contain .*'\|' or control characters$/);
  });

  it("cannot be 'arn'", async () => {
    expect(await refusalOf('arn')).toContain("Member must not be 'arn'");
  });

  it.each(['barn', 'arns', 'ARN', 'a.b-c_d e#f+g', 'naïve 名前', 'a\u00a0b'])('can be %j', async (name) => {
    expect(await refusalOf(name)).toBe('accepted');
  });
});

it.each(NAMED)('the name of %s cannot hold a colon or a slash', async (_, refusalOf) => {
  for (const name of ['a:b', 'a/b']) {
    expect(await refusalOf(name)).toContain("Member must not contain ':', '/', '|' or control characters");
  }
});

it.each(WORKFLOW_IDS)('the workflowId of %s can contain a run id, as in the Flow frameworks', async (_, refusalOf) => {
  expect(await refusalOf('22eliwIoMSG/gh0SxoDRRx2c+yEAHJlfxKhNlxWCWMkXI=:1')).toBe('accepted');
});

it('leading and trailing white space is refused only in names of domains and activity task lists', async () => {
  const domain = (name: string) => refusal('RegisterDomain', { name, workflowExecutionRetentionPeriodInDays: '1' });
  const activityList = (name: string) => refusal('PollForActivityTask', { domain: 'd', taskList: { name } });
  const decisionList = (name: string) => refusal('PollForDecisionTask', { domain: 'd', taskList: { name } });

  for (const refusalOf of [domain, activityList]) {
    expect(await refusalOf(' a')).toContain('Member must not start or end with white space');
    expect(await refusalOf('a\u00a0')).toContain('Member must not start or end with white space');
  }
  expect(await decisionList(' a ')).toBe('accepted');
});

it('a lookup accepts any name, which is then unknown', async () => {
  expect(await refusal('DescribeDomain', { name: 'a:b' })).toBe('accepted');
  expect(await refusal('SignalWorkflowExecution', { domain: 'a/b', workflowId: 'arn', signalName: 'a|b' })).toBe(
    'accepted',
  );
});

describe('durations', () => {
  const start = (member: string) => (value: string) =>
    refusal('StartWorkflowExecution', { domain: 'd', workflowId: 'w', workflowType: WORKFLOW_TYPE, [member]: value });
  const task = start('taskStartToCloseTimeout');
  const execution = start('executionStartToCloseTimeout');
  const ofType = (defaultExecutionStartToCloseTimeout: string) =>
    refusal('RegisterWorkflowType', { domain: 'd', ...WORKFLOW_TYPE, defaultExecutionStartToCloseTimeout });
  const child = (executionStartToCloseTimeout: string) =>
    refusalOfDecision('StartChildWorkflowExecution', {
      workflowId: 'w',
      workflowType: WORKFLOW_TYPE,
      executionStartToCloseTimeout,
    });
  const newRun = (executionStartToCloseTimeout: string) =>
    refusalOfDecision('ContinueAsNewWorkflowExecution', { executionStartToCloseTimeout });
  const retention = (value: string) =>
    refusal('RegisterDomain', { name: 'd', workflowExecutionRetentionPeriodInDays: value });
  const timer = (value: string) => refusalOfDecision('StartTimer', { timerId: 't', startToFireTimeout: value });
  const lambda = (value: string) =>
    refusalOfDecision('ScheduleLambdaFunction', { id: 'i', name: 'f', startToCloseTimeout: value });

  it.each([
    [
      'of a task',
      task,
      'seconds from 0 to 31536000 or NONE',
      ['0', '31536000', 'NONE', ''],
      ['31536001', '-1', '1.5', '1 ', 'none', 'abc'],
    ],
    ['of an execution', execution, 'seconds from 0 to 31536000', ['0', '31536000', ''], ['31536001', 'NONE', '-1']],
    ['of a workflow type', ofType, 'seconds from 0 to 31536000', ['0', '31536000', ''], ['31536001', 'NONE', '-1']],
    ['of a child', child, 'seconds from 0 to 31536000', ['0', '31536000', ''], ['31536001', 'NONE', '-1']],
    ['of a new run', newRun, 'seconds from 0 to 31536000', ['0', '31536000', ''], ['31536001', 'NONE', '-1']],
    ['of a timer', timer, 'seconds from 0 to 31536000', ['0', '31536000'], ['31536001', 'NONE', '', '-1']],
    ['of a Lambda function', lambda, 'seconds from 1 to 900', ['1', '900', ''], ['0', '901', 'NONE']],
    ['of retention', retention, 'days from 0 to 90 or NONE', ['0', '90', 'NONE'], ['91', '-1', '', 'none']],
  ])('%s are limited', async (_, refusalOf, rule, good, bad) => {
    expect(await refusalOf(bad[0] ?? '')).toMatch(new RegExp(`: Member must be a whole number of ${rule}$`));
    for (const value of good) expect([value, await refusalOf(value)]).toEqual([value, 'accepted']);
    for (const value of bad) expect([value, await refusalOf(value)]).not.toEqual([value, 'accepted']);
  });
});

it('a task priority is a 32-bit integer of at most ten digits', async () => {
  const refusalOf = (taskPriority: string) =>
    refusal('RegisterActivityType', { domain: 'd', ...ACTIVITY_TYPE, defaultTaskPriority: taskPriority });

  for (const value of ['0', '-2147483648', '2147483647', '+7', '0000000007', '-0000000007'])
    expect([value, await refusalOf(value)]).toEqual([value, 'accepted']);
  for (const value of ['-2147483649', '2147483648', '00000000007', '0'.repeat(1_000_000), '1.0', '1e3', '', 'high']) {
    expect([value, await refusalOf(value)]).not.toEqual([value, 'accepted']);
  }
});

it('the tags of a resource hold letters, digits, white space and some punctuation', async () => {
  const refusalOf = (key: string, value: string) =>
    refusal('TagResource', { resourceArn: 'arn', tags: [{ key, value }] });

  expect(await refusalOf('Kosten stelle_.:/=+-@', 'größe 1')).toBe('accepted');
  expect(await refusalOf('a', '')).toBe('accepted');
  expect(await refusalOf('a!', 'b')).toContain("at 'tags.1.member.key'");
  expect(await refusalOf('a', 'b#')).toContain("at 'tags.1.member.value'");
});

describe('a refusal', () => {
  it("lists all errors in SWF's format", async () => {
    const message = await refusal('RespondDecisionTaskCompleted', {
      decisions: [{ decisionType: 'Nonsense', recordMarkerDecisionAttributes: { details: 'd' } }],
    });

    expect(message).toBe(
      "3 validation errors detected: Value null at 'taskToken' failed to satisfy constraint: Member must not be null; " +
        "Value 'Nonsense' at 'decisions.1.member.decisionType' failed to satisfy constraint: Member must satisfy enum value set: " +
        '[CompleteWorkflowExecution, StartTimer, RequestCancelExternalWorkflowExecution, SignalExternalWorkflowExecution, ' +
        'CancelTimer, RecordMarker, ScheduleActivityTask, ContinueAsNewWorkflowExecution, ScheduleLambdaFunction, ' +
        'FailWorkflowExecution, RequestCancelActivityTask, StartChildWorkflowExecution, CancelWorkflowExecution]; ' +
        "Value null at 'decisions.1.member.recordMarkerDecisionAttributes.markerName' failed to satisfy constraint: Member must not be null",
    );
  });

  it('shows lists as SWF does and truncates long values', async () => {
    const tags = await refusal('StartWorkflowExecution', {
      domain: 'd',
      workflowId: 'w',
      workflowType: WORKFLOW_TYPE,
      tagList: ['a', 'b', 'c', 'd', 'e', 'f'],
    });
    const long = await refusal('SignalWorkflowExecution', {
      domain: 'd',
      workflowId: 'w',
      signalName: 's',
      input: 'x'.repeat(40_000),
    });

    expect(tags).toContain(
      "Value '[a, b, c, d, e, f]' at 'tagList' failed to satisfy constraint: Member must have length less than or equal to 5",
    );
    expect(long).toContain('Member must have length less than or equal to 32768');
    expect(long.length).toBeLessThan(5000);
  });
});

describe('filters', () => {
  const times = { startTimeFilter: { oldestDate: 0 } };

  it.each(['CountClosedWorkflowExecutions', 'ListClosedWorkflowExecutions'] as const)(
    '%s requires exactly one time filter',
    async (operation) => {
      expect(await refusal(operation, { domain: 'd' })).toBe('Must specify time filter');
      expect(await refusal(operation, { domain: 'd', ...times })).toBe('accepted');
      expect(await refusal(operation, { domain: 'd', closeTimeFilter: { oldestDate: 0, latestDate: 1 } })).toBe(
        'accepted',
      );
      expect(await refusal(operation, { domain: 'd', ...times, closeTimeFilter: { oldestDate: 0 } })).toContain(
        'only one of',
      );
    },
  );

  it.each([
    'CountClosedWorkflowExecutions',
    'ListClosedWorkflowExecutions',
    'CountOpenWorkflowExecutions',
    'ListOpenWorkflowExecutions',
  ] as const)('%s accepts one filter besides the time filter', async (operation) => {
    const one = { domain: 'd', ...times, executionFilter: { workflowId: 'w' } };
    expect(await refusal(operation, one)).toBe('accepted');
    expect(await refusal(operation, { ...one, tagFilter: { tag: 't' } })).toBe(
      'Must specify at most one filter, not executionFilter and tagFilter',
    );
    expect(await refusal(operation, { ...one, typeFilter: { name: 'order' } })).toBe(
      'Must specify at most one filter, not executionFilter and typeFilter',
    );
    const closeStatusFilter = /Closed/.test(operation) ? { status: 'FAILED' } : undefined;
    expect(await refusal(operation, { ...one, closeStatusFilter })).toBe(
      closeStatusFilter ? 'Must specify at most one filter, not executionFilter and closeStatusFilter' : 'accepted',
    );
  });
});

describe('a request', () => {
  it('can have unknown members and nulls', async () => {
    const body = '{"name":"d","__proto__":{"x":1},"unknown":{"deep":[1]},"constructor":null}';
    expect(await refusal('DescribeDomain', JSON.parse(body))).toBe('accepted');
  });

  it('can have empty strings, which mean absent for ids and timeouts', async () => {
    await using service = createLocalService();
    const client = service.client();
    await prepare(client);
    const { runId } = await start(client, 'order-1');
    const { taskToken } = await pollForDecision(client);
    const respond = { taskToken, executionContext: '', taskListScheduleToStartTimeout: '' };
    await client.send(new RespondDecisionTaskCompletedCommand(respond));
    const execution = { domain: DOMAIN, workflowId: 'order-1' };
    await client.send(new TerminateWorkflowExecutionCommand({ ...execution, runId: '', reason: '' }));
    const { events = [] } = await client.send(
      new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: { workflowId: 'order-1', runId } }),
    );
    expect(events.slice(-2)).toMatchObject([
      { decisionTaskCompletedEventAttributes: { executionContext: '' } },
      { workflowExecutionTerminatedEventAttributes: { reason: '' } },
    ]);
    expect(events.at(-2)?.decisionTaskCompletedEventAttributes).not.toHaveProperty('taskListScheduleToStartTimeout');
  });
});
