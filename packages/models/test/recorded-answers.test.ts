import { ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { RECORDED, type Recorded, replay } from './support/recorded.js';

const date = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(seconds * 1000));

function typeOf({ request }: Recorded): WorkflowType {
  const { name = '', version = '' } = request.workflowType ?? {};
  return new WorkflowType({ name: request.domain }, name, version);
}

function executionOf({ request }: Recorded): WorkflowExecution {
  const { workflowId = '', runId } = request.execution ?? {};
  return new WorkflowExecution({ name: request.domain }, workflowId, { runId });
}

describe.each(RECORDED.DescribeWorkflowType)('the recorded workflow type of $recording', (recorded) => {
  it('is read whole', async () => {
    const { client, asked } = replay(recorded.response);
    const upstream = await typeOf(recorded).upstream({ client });
    const { typeInfo } = recorded.response;

    expect(asked()).toEqual(recorded.request);
    expect(upstream.toJSON()).toEqual({
      domain: recorded.request.domain,
      ...recorded.request.workflowType,
      status: typeInfo?.status,
      creationDate: date(typeInfo?.creationDate),
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: 300,
      defaultTaskStartToCloseTimeout: 300,
      defaultTaskList: 'None',
    });
  });

  it('is in sync with itself, and with a model that knows less', async () => {
    const { client } = replay(recorded.response);
    const upstream = await typeOf(recorded).upstream({ client });

    expect(await upstream.isSynced({ client })).toBe(true);
    expect(await typeOf(recorded).isSynced({ client })).toBe(true);
    expect((await upstream.with({ defaultTaskList: 'other' }).changes({ client })).attributes).toEqual([
      'defaultTaskList',
    ]);
  });
});

describe.each(RECORDED.DescribeWorkflowExecution)('the recorded execution of $recording', (recorded) => {
  it('is read whole', async () => {
    const { client, asked } = replay(recorded.response);
    const upstream = await executionOf(recorded).upstream({ client });
    const { executionInfo: info, executionConfiguration: configuration, openCounts } = recorded.response;
    const { latestActivityTaskTimestamp, latestExecutionContext } = recorded.response;

    expect(asked()).toEqual(recorded.request);
    expect({ ...upstream }).toEqual({
      domain: { name: recorded.request.domain },
      ...recorded.request.execution,
      workflowType: info?.workflowType,
      executionStatus: info?.executionStatus,
      closeStatus: info?.closeStatus,
      startTimestamp: date(info?.startTimestamp),
      closeTimestamp: date(info?.closeTimestamp),
      cancelRequested: info?.cancelRequested,
      tagList: info?.tagList ?? [],
      executionStartToCloseTimeout: Number(configuration?.executionStartToCloseTimeout),
      taskStartToCloseTimeout: Number(configuration?.taskStartToCloseTimeout),
      taskList: configuration?.taskList.name,
      childPolicy: configuration?.childPolicy,
      openCounts,
      latestActivityTaskTimestamp: date(latestActivityTaskTimestamp),
      latestExecutionContext,
    });
  });

  it('is in sync with itself', async () => {
    const { client } = replay(recorded.response);
    const upstream = await executionOf(recorded).upstream({ client });

    expect(await upstream.isSynced({ client })).toBe(true);
    expect(
      (await upstream.with({ executionStatus: undefined, cancelRequested: true }).changes({ client })).attributes,
    ).toEqual(['cancelRequested']);
  });
});

describe('answers with the least, or with unknown members', () => {
  const options = { status: 'REGISTERED', surprise: { of: 'the future' } };

  it('make a domain', async () => {
    const { client } = replay({ domainInfo: { name: 'orders', ...options }, configuration: {} });

    expect((await new Domain('orders').upstream({ client })).toJSON()).toEqual({
      name: 'orders',
      status: 'REGISTERED',
    });
  });

  it('make an activity type without defaults', async () => {
    const activityType = { name: 'ship', version: '1' };
    const { client } = replay({ typeInfo: { activityType, creationDate: 1.5, ...options }, configuration: {} });
    const type = new ActivityType({ name: 'orders' }, 'ship', '1');

    expect((await type.upstream({ client })).attributes()).toEqual({
      status: 'REGISTERED',
      creationDate: new Date(1500),
    });
  });

  it('may have a timeout that is longer than a new type may have', async () => {
    const activityType = { name: 'ship', version: '1' };
    const configuration = { defaultTaskStartToCloseTimeout: '99999999' };
    const { client } = replay({ typeInfo: { activityType, creationDate: 1, ...options }, configuration });
    const upstream = await new ActivityType({ name: 'orders' }, 'ship', '1').upstream({ client });

    expect(upstream.defaultTaskStartToCloseTimeout).toBe(99_999_999);
  });

  it('may have a tag that is null, as SWF sent it in 2016', async () => {
    const execution = { workflowId: 'order-42', runId: 'run' };
    const workflowType = { name: 'order', version: '1' };
    const executionInfo = {
      execution,
      workflowType,
      executionStatus: 'OPEN',
      startTimestamp: 1,
      tagList: ['eu', null],
    };
    const { client } = replay({ executionInfo, executionConfiguration: {}, openCounts: {} });
    const upstream = await new WorkflowExecution({ name: 'orders' }, 'order-42', { runId: 'run' }).upstream({ client });

    expect(upstream.tagList).toEqual(['eu']);
  });

  it('are refused if they are about another model', async () => {
    const { client } = replay({
      domainInfo: { name: 'billing', status: 'REGISTERED' },
      typeInfo: { activityType: { name: 'ship', version: '2' }, status: 'REGISTERED', creationDate: 1 },
      configuration: {},
    });

    await expect(new Domain('orders').upstream({ client })).rejects.toMatchObject({
      code: 'RESPONSE',
      message: 'SWF\'s answer for Domain "orders" is about Domain "billing"',
    });
    await expect(new ActivityType({ name: 'orders' }, 'ship', '1').upstream({ client })).rejects.toMatchObject({
      code: 'RESPONSE',
    });
  });

  it('are refused if they lack the domain', async () => {
    const { client } = replay({ configuration: {} });

    await expect(new Domain('orders').upstream({ client })).rejects.toMatchObject({
      code: 'RESPONSE',
      message: 'SWF\'s answer for Domain "orders" has no domainInfo',
    });
  });
});
