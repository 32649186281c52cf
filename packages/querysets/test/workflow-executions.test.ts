import { TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import { WorkflowExecutionQuerySet } from '../src/index.js';
import { DOMAIN, seedDomain } from './support/executions.js';
import { type Swf, startSwf } from './support/swf.js';

const workflowType = { name: 'order', version: '1.0' };

async function start() {
  const swf = startSwf();
  await seedDomain(swf.client);
  swf.requests.length = 0;
  return Object.assign(swf, { executions: new WorkflowExecutionQuerySet(DOMAIN, swf) });
}

async function terminate({ client }: Swf, workflowId: string): Promise<void> {
  await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN.name, workflowId }));
}

describe('get()', () => {
  test('tells all of an execution', async () => {
    await using swf = await start();
    const started = await swf.executions.create('order-1', { workflowType, input: { sku: 'A1' }, tagList: ['eu'] });
    const execution = await swf.executions.get('order-1', { runId: started.runId });
    expect(execution).toMatchObject({
      workflowId: 'order-1',
      runId: started.runId,
      tagList: ['eu'],
      taskList: 'orders',
    });
    expect(execution.openCounts?.openActivityTasks).toBe(0);
  });

  test('without a run id tells the open run, or the last one', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    await swf.clock.advance({ minutes: 1 });
    const second = await swf.executions.create('order-1', { workflowType });
    expect((await swf.executions.get('order-1')).runId).toBe(second.runId);
    await terminate(swf, 'order-1');
    expect(await swf.executions.get('order-1')).toMatchObject({ runId: second.runId, closeStatus: 'TERMINATED' });
  });

  test('of what is not there is a DoesNotExistError that names it', async () => {
    await using swf = await start();
    const message = expect.stringContaining('WorkflowExecution "order-9" of domain "orders"');
    await expect(swf.executions.get('order-9')).rejects.toMatchObject({ code: 'DOES_NOT_EXIST', message });
    await expect(swf.executions.get('order-9', { runId: 'r' })).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message,
    });
  });
});

test('bad arguments fail before anything is sent', async () => {
  await using swf = await start();
  const untyped: object = { workflowType: { name: 'order' } };
  const attributes = untyped as { workflowType: typeof workflowType };
  await expect(swf.executions.create('order-1', attributes)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('workflowType.version must be a string'),
  });
  await expect(swf.executions.get('a/b')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  const getAsInJavaScript = Reflect.apply(swf.executions.get, swf.executions, ['order-1', 'a run id']);
  await expect(getAsInJavaScript).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'options must be an object, not "a run id"',
  });
  for (const [without, message] of [
    [undefined, 'attributes must be an object, not undefined'],
    [null, 'attributes must be an object, not null'],
    [{}, 'attributes.workflowType must be an object, not undefined'],
  ] as const) {
    const created = swf.executions.create('order-1', without as never);
    await expect(created).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
    const gotOrCreated = swf.executions.getOrCreate('order-1', without as never);
    await expect(gotOrCreated).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
  }
  expect(swf.requests).toEqual([]);
});

describe('create() and getOrCreate()', () => {
  test('start an execution once', async () => {
    await using swf = await start();
    const [started, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    const [found, again] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect([created, again]).toEqual([true, false]);
    expect(found.runId).toBe(started.runId);
    await expect(swf.executions.create('order-1', { workflowType })).rejects.toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
    });
  });

  test('start another once the first is closed', async () => {
    await using swf = await start();
    const [first] = await swf.executions.getOrCreate('order-1', { workflowType });
    await terminate(swf, 'order-1');
    const [second, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect(created).toBe(true);
    expect(second.runId).not.toBe(first.runId);
  });

  test('of ten callers at once one starts it, and all get the same run', async () => {
    await using swf = await start();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => swf.executions.getOrCreate('order-1', { workflowType })),
    );
    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([execution]) => execution.runId)).size).toBe(1);
  });

  test('of a type that is not there is a clear error', async () => {
    await using swf = await start();
    const attributes = { workflowType: { name: 'unknown', version: '1' } };
    await expect(swf.executions.getOrCreate('order-1', attributes)).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  });
});

describe('listing', () => {
  test('tells what SWF told and no more', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType, tagList: ['eu'] });
    const listed = await swf.executions.first();
    expect(listed).toMatchObject({
      workflowType,
      tagList: ['eu'],
      executionStatus: 'OPEN',
      startTimestamp: new Date(swf.clock.now()),
    });
    expect(listed).toMatchObject({ taskList: undefined, childPolicy: undefined, openCounts: undefined });
  });

  test('of a domain that is not there is a DoesNotExistError', async () => {
    await using swf = await start();
    const elsewhere = new WorkflowExecutionQuerySet({ name: 'nowhere' }, swf);
    for (const answer of [elsewhere.all(), elsewhere.count(), elsewhere.exists()]) {
      await expect(answer).rejects.toMatchObject({
        code: 'DOES_NOT_EXIST',
        message: expect.stringContaining('nowhere'),
      });
    }
  });

  test('asks for executions of any age', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await swf.clock.advance({ hours: 23 });
    expect(await swf.executions.all()).toHaveLength(1);
    expect(swf.requests.at(-1)?.input).toMatchObject({ startTimeFilter: { oldestDate: new Date(0) } });
  });

  test('of a window includes its beginning and not its end', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    const started = new Date(swf.clock.now());
    const later = new Date(swf.clock.now() + 1);
    const ids = async (filter: { startedAfter?: Date; startedBefore?: Date }) =>
      (await swf.executions.filter(filter).all()).length;
    expect(await ids({ startedAfter: started })).toBe(1);
    expect(await ids({ startedAfter: later })).toBe(0);
    expect(await ids({ startedBefore: started })).toBe(0);
    expect(await ids({ startedBefore: later })).toBe(1);
    expect(await swf.executions.filter({ startedBefore: started }).count()).toEqual({ count: 0, truncated: false });
  });

  test('tells a run that closes between two requests once', async () => {
    await using swf = await start();
    for (const workflowId of ['order-1', 'order-2', 'order-3']) {
      await swf.clock.advance({ seconds: 1 });
      await swf.executions.create(workflowId, { workflowType });
    }
    const pages = swf.executions.pages({ maximumPageSize: 1 });
    const { value: first } = await pages.next();
    await terminate(swf, 'order-3');
    await terminate(swf, 'order-2');
    const told = [...(first?.items ?? [])];
    for await (const page of pages) told.push(...page.items);
    expect(told.map(({ workflowId }) => workflowId)).toEqual(['order-3', 'order-2', 'order-1']);
  });

  test('goes on from a token as if nothing had happened since', async () => {
    await using swf = await start();
    for (const workflowId of ['order-1', 'order-2', 'order-3']) {
      await swf.clock.advance({ seconds: 1 });
      await swf.executions.create(workflowId, { workflowType });
    }
    const { value: first } = await swf.executions.pages({ maximumPageSize: 1 }).next();
    await terminate(swf, 'order-3');
    await terminate(swf, 'order-1');
    await swf.clock.advance({ seconds: 1 });
    await swf.executions.create('order-4', { workflowType });
    const rest = await swf.executions.resume(first?.nextPageToken ?? '').all();
    expect(first?.items.map(({ workflowId }) => workflowId)).toEqual(['order-3']);
    expect(rest.map(({ workflowId }) => workflowId)).toEqual(['order-2', 'order-1']);
  });

  test('refuses a token of another listing', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await swf.executions.create('order-2', { workflowType });
    const { value: page } = await swf.executions.pages({ maximumPageSize: 1 }).next();
    const merged = page?.nextPageToken ?? '';
    expect(() => swf.executions.filter({ status: 'OPEN' }).resume(merged)).toThrow(/nextPageToken/);
    expect(() => swf.executions.resume('AAAAKgAAAAEAAAAAAAAA')).toThrow(/open and closed executions/);
  });

  test('exists() asks for closed executions only where none is open', async () => {
    await using swf = await start();
    expect(await swf.executions.exists()).toBe(false);
    expect(swf.requests.map(({ operation }) => operation)).toEqual([
      'ListOpenWorkflowExecutions',
      'ListClosedWorkflowExecutions',
    ]);
    await swf.executions.create('order-1', { workflowType });
    swf.requests.length = 0;
    expect(await swf.executions.exists()).toBe(true);
    expect(swf.requests.map(({ operation }) => operation)).toEqual(['ListOpenWorkflowExecutions']);
    await terminate(swf, 'order-1');
    expect(await swf.executions.exists()).toBe(true);
  });

  test('detailed() brings what a listing does not tell', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    const { value: execution } = await swf.executions.filter({ closeStatus: 'TERMINATED' }).detailed().next();
    expect(execution).toMatchObject({ taskList: 'orders', childPolicy: 'TERMINATE', closeStatus: 'TERMINATED' });
  });

  test('count() of both asks SWF to count both', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    await swf.executions.create('order-2', { workflowType });
    swf.requests.length = 0;
    expect(await swf.executions.count()).toEqual({ count: 2, truncated: false });
    expect(swf.requests.map(({ operation }) => operation)).toEqual([
      'CountOpenWorkflowExecutions',
      'CountClosedWorkflowExecutions',
    ]);
    expect(await swf.executions.limit(1).count()).toEqual({ count: 1, truncated: false });
  });

  test('count() tells that SWF stopped counting', async () => {
    await using swf = await start();
    await swf.executions.create('order-1', { workflowType });
    await swf.executions.create('order-2', { workflowType });
    // SWF stops after a megabyte of scanned data, which the local service does not.
    swf.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        return { ...answer, output: { ...answer.output, truncated: true } };
      },
      { step: 'initialize' },
    );
    const open = swf.executions.filter({ status: 'OPEN' });
    expect(await open.count()).toEqual({ count: 2, truncated: true });
    expect(await open.limit(5).count()).toEqual({ count: 2, truncated: true });
    expect(await open.limit(2).count()).toEqual({ count: 2, truncated: false });
  });
});

describe('a contradiction', () => {
  test('fails at once and asks nothing', async () => {
    await using swf = await start();
    expect(() => swf.executions.filter({ status: 'OPEN' }).filter({ closeStatus: 'FAILED' })).toThrow(/cannot go with/);
    expect(swf.requests).toEqual([]);
  });
});

describe('explain()', () => {
  test('says which filter SWF applies and which is applied here', () => {
    const executions = new WorkflowExecutionQuerySet(DOMAIN);
    const closedAfter = new Date('2026-03-02T00:00:00Z');
    expect(executions.filter({ closeStatus: 'FAILED', tag: 'eu', closedAfter }).reverse().limit(50).explain()).toEqual({
      domain: 'orders',
      operations: ['ListClosedWorkflowExecutions'],
      appliedBySwf: { status: 'CLOSED', tag: 'eu', closedAfter },
      appliedHere: { closeStatus: 'FAILED' },
      order: 'closeTimestamp, oldest first',
      pageSize: 1000,
      limit: 50,
      countedBy: [],
    });
    expect(executions.limit(50).explain()).toMatchObject({
      operations: ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'],
      order: 'startTimestamp, newest first',
      pageSize: 50,
      maximumRequests: 2,
      countedBy: ['CountOpenWorkflowExecutions', 'CountClosedWorkflowExecutions'],
    });
  });

  test('is a copy: changing its Dates changes no filter', () => {
    const startedAfter = new Date('2026-03-02T00:00:00Z');
    const executions = new WorkflowExecutionQuerySet(DOMAIN).filter({ startedAfter });
    executions.explain().appliedBySwf.startedAfter?.setFullYear(1999);
    expect(executions.explain().appliedBySwf.startedAfter).toEqual(startedAfter);
  });
});
