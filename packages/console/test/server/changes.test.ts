import type { AuditRecord } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { Started } from '../../src/api/executions.js';
import type { Problem } from '../../src/api/problem.js';
import { createTestService, startOrders, type TestService } from '../support/service.js';

/** The events of a run, by their types. */
async function eventsOf(swf: TestService, workflowId: string, runId = ''): Promise<readonly string[]> {
  const { get } = swf.console();
  const response = await get(
    `execution/history?${new URLSearchParams({ domain: 'orders', id: workflowId, run: runId })}`,
  );
  const { events } = (await response.json()) as { events: readonly { eventType: string }[] };
  return events.map(({ eventType }) => eventType);
}

describe('Start', () => {
  it('takes everything that SWF does, and answers with the run', async () => {
    await using swf = await createTestService();
    const { post } = swf.console({ changes: ['start'] });
    const response = await post('executions', {
      domain: 'orders',
      workflowId: 'order-1',
      workflowType: { name: 'order', version: '1.0' },
      input: '{"sku":12345678901234567890}',
      tagList: ['eu'],
      taskList: 'others',
      executionStartToCloseTimeout: 60,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
    });
    expect(response.status).toBe(200);
    const { runId } = (await response.json()) as Started;
    const run = await new WorkflowExecution(swf.domain, 'order-1', { runId }).upstream({ client: swf.client });
    expect(run.toJSON()).toMatchObject({ taskList: 'others', childPolicy: 'ABANDON', tagList: ['eu'] });
  });

  it('answers 409 if the workflow id is open, 404 for an unknown type, and 400 for a bad value', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 1);
    const { post } = swf.console({ changes: ['start'] });
    const start = async (body: object) => {
      const workflowType = { name: 'order', version: '1.0' };
      const response = await post('executions', { domain: 'orders', workflowId: 'order-1', workflowType, ...body });
      const { status, code, title } = (await response.json()) as Problem;
      return [status, code, title];
    };
    expect(await start({})).toEqual([409, 'WORKFLOW_EXECUTION_ALREADY_STARTED', expect.any(String)]);
    expect(await start({ workflowId: 'b', workflowType: { name: 'ship', version: '1' } })).toEqual([
      404,
      'DOES_NOT_EXIST',
      expect.any(String),
    ]);
    expect(await start({ executionStartToCloseTimeout: '60' })).toMatchObject([
      400,
      'INVALID_ARGUMENT',
      'executionStartToCloseTimeout must be an integer from 0 to 31536000, got "60"',
    ]);
    expect(await start({ tagLst: [] })).toMatchObject([
      400,
      'INVALID_ARGUMENT',
      'unknown option "body.tagLst"; did you mean "tagList"?',
    ]);
  });
});

describe('Changes of a run', () => {
  it('are applied to the run that the body names', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { post } = swf.console({ changes: kinds });
    const run = { domain: 'orders', workflowId: 'order-1', runId };
    expect((await post('execution/signal', { ...run, signalName: 'pay', input: '{"id":"a"}' })).status).toBe(204);
    expect((await post('execution/cancel', run)).status).toBe(204);
    expect((await post('execution/terminate', { ...run, operation: 'terminate', reason: 'test' })).status).toBe(204);
    expect(await eventsOf(swf, 'order-1', runId)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'WorkflowExecutionSignaled',
      'WorkflowExecutionCancelRequested',
      'WorkflowExecutionTerminated',
    ]);
  });

  it('never reach a later run of the same workflow id', async () => {
    await using swf = await createTestService();
    const [old] = await startOrders(swf, 1);
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    const [young] = await startOrders(swf, 1);
    const { post } = swf.console({ changes: kinds });
    const response = await post('execution/terminate', { domain: 'orders', workflowId: 'order-1', runId: old });
    expect(response.status).toBe(404);
    expect(((await response.json()) as Problem).title).toContain('is closed or unknown');
    expect(await eventsOf(swf, 'order-1', young)).not.toContain('WorkflowExecutionTerminated');
  });

  it('are refused without a run, and if the body names another operation', async () => {
    await using swf = await createTestService();
    const { post } = swf.console({ changes: kinds });
    const title = async (body: object) =>
      ((await (await post('execution/cancel', { domain: 'orders', workflowId: 'a', ...body })).json()) as Problem)
        .title;
    expect(await title({})).toBe('runId must be a string, got undefined');
    expect(await title({ runId: '' })).toBe('runId must have 1 to 64 characters, got 0: ""');
    expect(await title({ runId: 'r', operation: 'terminate' })).toBe(
      'operation must be "cancel" on this route, got "terminate"',
    );
  });

  it('restart a run with its type, input, tags and timeouts, or other input', async () => {
    await using swf = await createTestService();
    const { runId } = await swf.order.startExecution({
      workflowId: 'order-1',
      input: 'first',
      tagList: ['eu'],
      executionStartToCloseTimeout: 60,
      client: swf.client,
    });
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    const { post, json } = swf.console({ changes: ['start'] });
    const restart = async (body: object): Promise<Started> => {
      const response = await post('execution/restart', { domain: 'orders', workflowId: 'order-1', runId, ...body });
      return (await response.json()) as Started;
    };
    const inputOf = async (run: Started) => {
      const query = new URLSearchParams({ domain: 'orders', id: run.workflowId, run: run.runId });
      return (await json<{ text: string }>(`execution/payload?${query}&event=1&field=input`)).text;
    };
    const again = await restart({});
    expect(await inputOf(again)).toBe('first');
    const run = await new WorkflowExecution(swf.domain, 'order-1').upstream({ client: swf.client });
    expect(run.toJSON()).toMatchObject({ runId: again.runId, tagList: ['eu'], executionStartToCloseTimeout: 60 });
    const other = await restart({ newWorkflowId: 'order-2', input: 'second' });
    expect(other.workflowId).toBe('order-2');
    expect(await inputOf(other)).toBe('second');
  });
});

describe('Registrations', () => {
  it('are made, deprecated and undeprecated', async () => {
    await using swf = await createTestService();
    const { post, json } = swf.console({ changes: kinds });
    expect((await post('domains', { name: 'b', retentionPeriodInDays: 7 })).status).toBe(204);
    const type = { domain: 'b', name: 'charge', version: '1' };
    expect((await post('types/activity', { ...type, defaultTaskList: 'payments' })).status).toBe(204);
    expect((await post('types/workflow', { ...type, defaultChildPolicy: 'ABANDON' })).status).toBe(204);
    expect((await post('types/workflow', type)).status).toBe(409);
    expect((await post('types/workflow/deprecate', type)).status).toBe(204);
    expect((await post('types/workflow/deprecate', type)).status).toBe(422);
    expect(await json('types/workflow?domain=b&status=DEPRECATED')).toMatchObject({ items: [{ name: 'charge' }] });
    expect((await post('types/workflow/undeprecate', type)).status).toBe(204);
    expect((await post('domains/deprecate', { name: 'b' })).status).toBe(204);
    expect(await json('domains?status=REGISTERED')).toMatchObject({ items: [{ name: 'orders' }] });
    expect((await post('types/activity', { ...type, defaultChildPolicy: 'ABANDON' })).status).toBe(400);
  });
});

describe('Record of changes', () => {
  it('has a line for each change, with its outcome, also if it was refused', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const records: AuditRecord[] = [];
    const { post } = swf.console({ changes: ['signal'], audit: (record) => void records.push(record) });
    const run = { domain: 'orders', workflowId: 'order-1', runId };
    await post('execution/signal', { ...run, signalName: 'pay', input: 'secret' });
    await post('execution/signal', { ...run, runId: 'unknown', signalName: 'pay' });
    await post('execution/terminate', run);
    const about = { time: '2026-11-28T12:00:00.000Z', domain: 'orders', target: 'order-1', identity: undefined };
    expect(records).toEqual([
      { ...about, kind: 'signal', operation: 'execution/signal', runId, outcome: 'done' },
      { ...about, kind: 'signal', operation: 'execution/signal', runId: 'unknown', outcome: 'DOES_NOT_EXIST' },
      { ...about, kind: 'terminate', operation: 'execution/terminate', runId, outcome: 'READ_ONLY' },
    ]);
  });

  it('says that the change was made if it cannot be kept', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const audit = () => Promise.reject(new Error('the disk is full'));
    const { post } = swf.console({ changes: ['cancel'], audit });
    const response = await post('execution/cancel', { domain: 'orders', workflowId: 'order-1', runId });
    expect(response.status).toBe(500);
    expect(((await response.json()) as Problem).title).toBe(
      'the change was made, but it cannot be recorded: the disk is full',
    );
  });
});
