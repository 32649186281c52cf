import { readFileSync } from 'node:fs';
import { ActivityTask, ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED } from './support/local.js';

const DOMAIN = { name: 'orders' };
const START = new Date('2020-05-08T15:57:38.484Z');

/** The events of EventBridge, as its user guide shows them. */
const EVENTS: readonly { readonly detail: { readonly workflowExecutionDetail: never } }[] = JSON.parse(
  readFileSync(new URL('recorded/event-bridge.json', import.meta.url), 'utf8'),
);
const [started, completed] = EVENTS.map(({ detail }) => detail.workflowExecutionDetail);

describe('WorkflowExecution.fromDetail', () => {
  it('reads an execution that EventBridge reports as started', () => {
    const execution = WorkflowExecution.fromDetail(DOMAIN, started ?? expect.fail());

    expect(execution.toJSON()).toEqual({
      domain: 'orders',
      workflowId: '123456789012',
      runId: 'AKIAI44QH8DHBEXAMPLE',
      workflowType: { name: 'SimpleWorkflowUserSimulator', version: 'myWorkflow' },
      executionStatus: 'OPEN',
      startTimestamp: START,
      cancelRequested: false,
      tagList: [],
      executionStartToCloseTimeout: 1000,
      taskStartToCloseTimeout: 60,
      taskList: '444455556666',
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::444455556666:role/BasicSWFLambdaExecution',
      openCounts: {
        openActivityTasks: 0,
        openDecisionTasks: 1,
        openTimers: 0,
        openChildWorkflowExecutions: 0,
        openLambdaFunctions: 0,
      },
    });
  });

  it('reads an execution that EventBridge reports as completed', () => {
    const execution = WorkflowExecution.fromDetail(DOMAIN, completed ?? expect.fail());

    expect(execution).toMatchObject({
      closeStatus: 'COMPLETED',
      startTimestamp: new Date(1588953458820),
      closeTimestamp: new Date(1588953460140),
      latestActivityTaskTimestamp: undefined,
    });
  });
});

describe('a model made of received data', () => {
  const info = {
    execution: { workflowId: 'order-42', runId: 'run' },
    workflowType: { name: 'order', version: '1.0' },
    executionStatus: 'OPEN',
  } as const;

  it.each([
    ['a Date', START],
    ['an ISO string', '2020-05-08T15:57:38.484Z'],
    ['epoch seconds', 1588953458.484],
    ['epoch milliseconds', 1588953458484],
  ])('takes %s for an instant', (_, startTimestamp) => {
    expect(WorkflowExecution.fromInfo(DOMAIN, { ...info, startTimestamp }).startTimestamp).toEqual(START);
    // A copy without the nulls has the same instant.
    const received = { ...info, startTimestamp, closeTimestamp: null };
    expect(WorkflowExecution.fromInfo(DOMAIN, received).startTimestamp).toEqual(START);
  });

  it.each(['yesterday', {}, true])('refuses %o for an instant, naming the field', (startTimestamp) => {
    expect(() => WorkflowExecution.fromInfo(DOMAIN, { ...info, startTimestamp: startTimestamp as never })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(
          /^startTimestamp must be a Date, an ISO 8601 string, or seconds or milliseconds since 1970, got /,
        ),
      }),
    );
  });

  it.each([
    ['closeTimestamp', { ...info, startTimestamp: 1, closeTimestamp: 'x' }, {}],
    ['latestActivityTaskTimestamp', { ...info, startTimestamp: 1 }, { latestActivityTaskTimestamp: 'x' }],
  ])('refuses text for the %s of an execution', (name, executionInfo, members) => {
    const detail = { executionInfo, executionConfiguration: null, openCounts: null, ...members };

    expect(() => WorkflowExecution.fromDetail(DOMAIN, detail)).toThrow(`${name} must be a Date, an ISO 8601 string`);
  });

  it.each(['creationDate', 'deprecationDate'])('refuses text for the %s of a type', (name) => {
    const type = { workflowType: { name: 'order', version: '1' }, status: 'REGISTERED', creationDate: 1 } as const;

    expect(() => WorkflowType.fromInfo(DOMAIN, { ...type, [name]: 'x' })).toThrow(
      `${name} must be a Date, an ISO 8601 string`,
    );
  });

  it('takes null for absent, everywhere', () => {
    const type = { activityType: { name: 'ship', version: '1' }, status: 'REGISTERED', creationDate: 1 } as const;

    expect(
      ActivityType.fromInfo(
        DOMAIN,
        { ...type, description: null, deprecationDate: null },
        { defaultTaskList: null, defaultTaskHeartbeatTimeout: null, defaultTaskPriority: null },
      ).toJSON(),
    ).toEqual({ domain: 'orders', name: 'ship', version: '1', status: 'REGISTERED', creationDate: new Date(1000) });
    expect(Domain.fromInfo({ name: 'orders', status: 'REGISTERED', description: null, arn: null }, null)).toEqual(
      new Domain('orders'),
    );
    expect(
      WorkflowType.fromInfo(DOMAIN, { workflowType: type.activityType, status: null, creationDate: null }, null),
    ).toEqual(new WorkflowType(DOMAIN, 'ship', '1'));
    expect(ActivityTask.fromPoll(DOMAIN, 'payments', { ...POLLED, input: null })?.input).toBeUndefined();
    expect(ActivityTask.fromPoll(DOMAIN, 'payments', { taskToken: null })).toBeUndefined();
    expect(WorkflowExecution.fromInfo(DOMAIN, { ...info, startTimestamp: null, parent: null })).toMatchObject({
      startTimestamp: undefined,
      parent: undefined,
    });
  });

  it('ignores members that it does not know', () => {
    const newer = { ...info, startTimestamp: 1, priorityOfTheFuture: 5 };

    expect(WorkflowExecution.fromInfo(DOMAIN, newer).runId).toBe('run');
  });
});
