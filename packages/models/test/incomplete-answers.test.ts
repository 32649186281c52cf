import { ActivityTask, ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED, rejection } from './support/local.js';
import { replay } from './support/recorded.js';
import { passOneWait, useFakeWaits } from './support/waiting.js';

useFakeWaits();

const DOMAIN = { name: 'orders' };
const INFO = {
  execution: { workflowId: 'order-42', runId: 'run' },
  workflowType: { name: 'order', version: '1.0' },
  parent: { workflowId: 'cart-7', runId: 'first' },
  executionStatus: 'OPEN',
  startTimestamp: 1,
} as const;

/** Returns a copy without the member at a path such as `activityType.name`. */
function without<Answer extends object>(answer: Answer, path: string): Answer {
  const copy = structuredClone(answer);
  const names = path.split('.');
  const last = names.pop() ?? expect.fail('the path must not be empty');
  const holder = names.reduce<object>((value, name) => Reflect.get(value, name), copy);
  expect(Reflect.has(holder, last)).toBe(true);
  Reflect.deleteProperty(holder, last);
  return copy;
}

describe('an answer without a member that SWF always sends', () => {
  it.each([
    'activityId',
    'activityType',
    'activityType.name',
    'activityType.version',
    'workflowExecution',
    'workflowExecution.workflowId',
    'workflowExecution.runId',
    'startedEventId',
  ])('is no activity task: %s', (member) => {
    expect(() => ActivityTask.fromPoll(DOMAIN, 'payments', without(POLLED, member))).toThrow(
      refusal(`SWF's answer for TaskList "payments" of domain "orders" has no ${member}`),
    );
  });

  it.each(['name', 'version'])('is no type: %s', (member) => {
    const type = without({ name: 'order', version: '1.0' }, member);
    const answer = 'SWF\'s answer for Domain "orders" has no';
    const others = { status: 'REGISTERED', creationDate: 1 } as const;

    expect(() => ActivityType.fromInfo(DOMAIN, { activityType: type, ...others })).toThrow(
      refusal(`${answer} activityType.${member}`),
    );
    expect(() => WorkflowType.fromInfo(DOMAIN, { workflowType: type, ...others })).toThrow(
      refusal(`${answer} workflowType.${member}`),
    );
    expect(() => ActivityType.fromInfo(DOMAIN, { activityType: null, ...others })).toThrow(
      refusal(`${answer} activityType`),
    );
    expect(() => WorkflowType.fromInfo(DOMAIN, { workflowType: null, ...others })).toThrow(
      refusal(`${answer} workflowType`),
    );
  });

  it('is no description of an execution', () => {
    const detail = { executionInfo: null, executionConfiguration: null, openCounts: null };

    expect(() => WorkflowExecution.fromDetail(DOMAIN, detail)).toThrow(refusal("SWF's answer has no executionInfo"));
  });

  it('is no domain', () => {
    expect(() => Domain.fromInfo({ name: null, status: 'REGISTERED' })).toThrow(refusal("SWF's answer has no name"));
  });

  it.each([
    ['execution', "SWF's answer has no workflowId"],
    ['execution.workflowId', "SWF's answer has no workflowId"],
    ['execution.runId', "SWF's answer has no execution.runId"],
    ['workflowType', 'SWF\'s answer for WorkflowExecution "order-42" has no workflowType'],
    ['workflowType.name', 'SWF\'s answer for WorkflowExecution "order-42" has no workflowType.name'],
    ['workflowType.version', 'SWF\'s answer for WorkflowExecution "order-42" has no workflowType.version'],
    ['parent.workflowId', 'SWF\'s answer for WorkflowExecution "order-42" has no parent.workflowId'],
    ['parent.runId', 'SWF\'s answer for WorkflowExecution "order-42" has no parent.runId'],
  ])('is no execution: %s', (member, message) => {
    const executionInfo = without(INFO, member);

    expect(() => WorkflowExecution.fromInfo(DOMAIN, executionInfo)).toThrow(refusal(message));
    expect(() =>
      WorkflowExecution.fromDetail(DOMAIN, { executionInfo, executionConfiguration: null, openCounts: null }),
    ).toThrow(refusal(message));
  });

  it.each([
    ['typeInfo', 'ActivityType "ship@1"', () => new ActivityType(DOMAIN, 'ship', '1').upstream(answered({}))],
    ['typeInfo', 'WorkflowType "order@1"', () => new WorkflowType(DOMAIN, 'order', '1').upstream(answered({}))],
    ['runId', 'WorkflowType "order@1"', () => new WorkflowType(DOMAIN, 'order', '1').startExecution(answered({}))],
  ])('is refused: %s for %s', async (member, resource, request) => {
    expect(await rejection(request())).toMatchObject({
      code: 'RESPONSE',
      message: `SWF's answer for ${resource} of domain "orders" has no ${member}`,
    });
  });

  it('has no tags of a domain', async () => {
    const known = new Domain('orders', { arn: 'arn:aws:swf:us-east-1:123456789012:/domain/orders' });

    expect(await rejection(new Domain('orders').tags(answered({ domainInfo: { name: 'orders' } })))).toMatchObject({
      code: 'RESPONSE',
      message: 'SWF\'s answer for Domain "orders" has no arn',
    });
    expect(await rejection(known.tags(answered({ tags: [{ value: 'eu' }] })))).toMatchObject({
      code: 'RESPONSE',
      message: 'SWF\'s answer for Domain "orders" has no key',
    });
    expect(await known.tags(answered({ tags: [{ key: 'team' }] }))).toEqual({ team: '' });
    expect(await known.tags(answered({}))).toEqual({});
  });

  it('still does not name the next run after 10 s', async () => {
    const closed = { ...INFO, executionStatus: 'CLOSED', closeStatus: 'CONTINUED_AS_NEW' };
    const answer = answered({ executionInfo: closed, events: [{ eventId: 9, eventTimestamp: 1 }] });
    const execution = new WorkflowExecution(DOMAIN, 'order-42', { runId: 'run' });

    const waited = rejection(execution.waitUntilClosed({ ...answer, followRuns: true, maxIntervalInSeconds: 5 }));
    for (let wait = 0; wait < 5; wait++) await passOneWait();

    expect(await waited).toMatchObject({
      code: 'RESPONSE',
      message: 'SWF\'s answer for WorkflowExecution "order-42" of domain "orders" has no newExecutionRunId',
    });
  });
});

describe('open counts that an answer lacks', () => {
  it.each([null, {}, { openLambdaFunctions: null }])('are 0: %o', (openCounts) => {
    const detail = { executionInfo: INFO, executionConfiguration: null, openCounts };

    expect(WorkflowExecution.fromDetail(DOMAIN, detail as never).openCounts).toEqual({
      openActivityTasks: 0,
      openDecisionTasks: 0,
      openTimers: 0,
      openChildWorkflowExecutions: 0,
      openLambdaFunctions: 0,
    });
  });
});

/** Returns options with a client that receives this answer. */
function answered(body: object): { readonly client: ReturnType<typeof replay>['client'] } {
  return { client: replay(body).client };
}

function refusal(message: string): unknown {
  return expect.objectContaining({ code: 'RESPONSE', message });
}
