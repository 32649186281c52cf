import { kinds } from '@swf/console/changes';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { BatchProgress, FrozenBatch } from '../../src/api/batches.js';
import type { LiveUpdate } from '../../src/api/live.js';
import type { Problem } from '../../src/api/problem.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, startOrders, type TestConsole, type TestService } from '../support/service.js';
import { openStream } from '../support/stream.js';

async function freeze({ post }: TestConsole, body: object): Promise<FrozenBatch> {
  const response = await post('batches', { domain: 'orders', change: { operation: 'terminate' }, ...body });
  if (!response.ok) throw new Error(((await response.json()) as Problem).title);
  return (await response.json()) as FrozenBatch;
}

async function terminate({ domain, client }: TestService, workflowId: string): Promise<void> {
  await new WorkflowExecution(domain, workflowId).terminate({ client });
}

function progressOf(updates: readonly LiveUpdate[]): BatchProgress | undefined {
  return updates.flatMap((update) => (update.topic === 'batch' ? [update.progress] : [])).at(-1);
}

describe('Batch', () => {
  it('changes the selected runs, and none that was started later', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 5);
    const test = swf.console({ changes: kinds });
    await using _console = test.console;
    const { batch, count, items, requestsPerSecond } = await freeze(test, { q: 'status:open' });
    expect({ count, requestsPerSecond }).toEqual({ count: 5, requestsPerSecond: 15 });
    expect(items.map(({ workflowId }) => workflowId)).toContain('order-3');
    expect(items[0]).toMatchObject({ workflowType: { name: 'order' }, startTimestamp: expect.any(String) });
    await terminate(swf, 'order-1');
    await terminate(swf, 'order-2');
    const [, later] = await startOrders(swf, 2);
    const stream = await openStream(test, [{ id: 'a', topic: 'batch', batch }]);
    expect((await test.post('batches/run', { batch, count })).status).toBe(200);
    await swf.clock.advance({ seconds: 1 });
    await stream.until((updates) => progressOf(updates)?.state === 'finished');
    expect(progressOf(stream.updates)).toMatchObject({ count: 5, done: 5, closed: 2, failed: 0 });
    const { items: open } = await test.json<{ items: readonly { runId: string }[] }>(
      'executions?domain=orders&q=status:open',
    );
    expect(open).toHaveLength(2);
    expect(open.map(({ runId }) => runId)).toContain(later);
  });

  it('sends at most its requests per second', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 60);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ changes: kinds, client });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    await test.post('batches/run', { batch, count: 60 });
    await swf.clock.advance({ seconds: 2 });
    expect(count('TerminateWorkflowExecution')).toBeLessThanOrEqual(31);
    await swf.clock.advance({ seconds: 2 });
    expect(count('TerminateWorkflowExecution')).toBe(60);
  });

  it('stops after the requests in flight, and goes on with the rest', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 30);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ changes: kinds, client });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    await test.post('batches/run', { batch, count: 30 });
    await swf.clock.advance({ seconds: 1 });
    expect((await test.send('DELETE', `batches?batch=${batch}`)).status).toBe(200);
    await swf.clock.advance({ seconds: 5 });
    const stopped = await test.json<BatchProgress>(`batches?batch=${batch}`);
    expect(stopped).toMatchObject({ state: 'stopped', failed: 0 });
    expect(stopped.done).toBe(count('TerminateWorkflowExecution'));
    await test.post('batches/run', { batch, count: 30 });
    await swf.clock.advance({ seconds: 5 });
    expect(await test.json(`batches?batch=${batch}`)).toMatchObject({ state: 'finished', done: 30, closed: 0 });
    expect(count('TerminateWorkflowExecution')).toBe(30);
  });

  it('goes on after throttling, and reports what failed', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 3);
    swf.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'ThrottlingException', count: 2 }]);
    const test = swf.console({ changes: kinds, client: swf.service.client({ maxAttempts: 1 }) });
    await using _console = test.console;
    const { items } = await freeze(test, { q: 'status:open' });
    const { batch } = await freeze(test, { runs: items.map(({ workflowId, runId }) => ({ workflowId, runId })) });
    await test.post('batches/run', { batch, count: 3 });
    await swf.clock.advance({ minutes: 5 });
    expect(await test.json(`batches?batch=${batch}`)).toMatchObject({ state: 'finished', done: 3, failed: 0 });
  });

  it('stops if SWF does not know its domain, says so, and takes no run for closed', async () => {
    await using swf = await createTestService();
    const test = swf.console({ changes: kinds });
    await using _console = test.console;
    const runs = [1, 2].map((number) => ({ workflowId: `order-${number}`, runId: `run-${number}` }));
    const { batch, count } = await freeze(test, { domain: 'elsewhere', runs });
    await test.post('batches/run', { batch, count });
    await swf.clock.advance({ seconds: 5 });
    expect(await test.json(`batches?batch=${batch}`)).toMatchObject({
      state: 'stopped',
      done: 0,
      closed: 0,
      failed: 0,
      failure: 'Domain "elsewhere" does not exist: Unknown domain: elsewhere',
    });
  });

  it('reports the first failures', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 1);
    swf.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'OperationNotPermittedFault' }]);
    const test = swf.console({ changes: kinds });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    await test.post('batches/run', { batch, count: 1 });
    await swf.clock.advance({ minutes: 1 });
    expect(await test.json(`batches?batch=${batch}`)).toMatchObject({
      state: 'finished',
      done: 0,
      failed: 1,
      errors: [{ workflowId: 'order-1', error: expect.stringContaining('access denied') }],
    });
  });

  it('is refused with another count, twice at once, and if its change is not allowed', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 2);
    const test = swf.console({ changes: ['terminate'] });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    const title = async (count: unknown) =>
      ((await (await test.post('batches/run', { batch, count })).json()) as Problem).title;
    expect(await title(3)).toBe('count must be 2, as many as were selected, got 3');
    await test.post('batches/run', { batch, count: 2 });
    expect(await title(2)).toBe('the batch is running already');
    const signal = { operation: 'signal', signalName: 'pay' };
    await expect(freeze(test, { change: signal, q: 'status:open' })).rejects.toThrow(
      'the console refuses changes of kind "signal"',
    );
  });

  it('is recorded if its change is not allowed', async () => {
    await using swf = await createTestService();
    const records: unknown[] = [];
    const auth = () => 'ann';
    const { post } = swf.console({ changes: ['cancel'], auth, audit: (record) => void records.push(record) });
    const response = await post('batches', { domain: 'orders', change: { operation: 'terminate' }, q: 'status:open' });
    expect(response.status).toBe(403);
    expect(records).toMatchObject([
      { kind: 'terminate', operation: 'batches', domain: 'orders', outcome: 'READ_ONLY', identity: 'ann' },
    ]);
  });

  it('is sent by the client that retries, not by that of live updates', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 1);
    const [own, live] = [countingClient(swf.client), countingClient(swf.client)];
    const test = swf.console({ changes: kinds, client: own.client, liveClient: live.client });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    await test.post('batches/run', { batch, count: 1 });
    await swf.clock.advance({ seconds: 1 });
    expect([own.count('TerminateWorkflowExecution'), live.count()]).toEqual([1, 0]);
  });

  it('is refused for closed runs, and for changes that SWF would refuse', async () => {
    await using swf = await createTestService();
    const test = swf.console({ changes: kinds });
    const refusal = async (body: object) => {
      const error: unknown = await freeze(test, body).catch((thrown: unknown) => thrown);
      return error instanceof Error ? error.message : undefined;
    };
    expect(await refusal({ q: 'status:closed' })).toContain('filter.status');
    expect(await refusal({})).toBe('runs or q must be given, and not both');
    expect(await refusal({ q: '', change: { operation: 'signal' } })).toBe(
      'change.signalName must be a string, got undefined',
    );
    expect(await refusal({ q: '', change: { operation: 'cancel', reason: 'x' } })).toMatch(
      /^unknown option "change.reason"/,
    );
    expect(await refusal({ q: '', change: { operation: 'terminate', childPolicy: 'KILL' } })).toMatch(
      /^change.childPolicy must be one of/,
    );
    const run = { workflowId: 'a', runId: 'r' };
    expect(await refusal({ runs: [run, run] })).toBe('runs[1].runId must be given only once, got "r"');
  });

  it('records the change of each run', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 2);
    const records: unknown[] = [];
    const test = swf.console({ changes: kinds, audit: (record) => void records.push(record) });
    await using _console = test.console;
    const { batch } = await freeze(test, { q: 'status:open' });
    await test.post('batches/run', { batch, count: 2 });
    await swf.clock.advance({ seconds: 5 });
    expect(records).toMatchObject([
      { kind: 'terminate', target: 'order-2', outcome: 'done' },
      { kind: 'terminate', target: 'order-1', outcome: 'done' },
    ]);
  });
});
