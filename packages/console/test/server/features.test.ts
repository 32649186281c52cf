import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import type { QueryStore } from '@swf/console';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { HistoryPage, Payload, RelationNode } from '../../src/api/execution.js';
import type { Problem } from '../../src/api/problem.js';
import type { VirtualTime } from '../../src/api/registrations.js';
import type { SavedQuery } from '../../src/api/session.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, runQuery, startOrders, type TestService } from '../support/service.js';

async function startWith(swf: TestService, input: string): Promise<string> {
  const { runId = '' } = await swf.order.startExecution({ workflowId: 'order-1', input, client: swf.client });
  return runId;
}

describe('Payload', () => {
  it('is sent as it is, and as the decoder reads it', async () => {
    await using swf = await createTestService();
    const runId = await startWith(swf, 'e30=');
    const path = `execution/payload?${runQuery('order-1', runId)}&event=1&field=input`;
    expect(await swf.console().json<Payload>(path)).toEqual({ text: 'e30=' });
    const decode = async (text: string, field: string) => ({ field, of: JSON.parse(atob(text)) });
    expect(await swf.console({ decode }).json<Payload>(path)).toEqual({
      text: 'e30=',
      decoded: { field: 'input', of: {} },
    });
  });

  it('is shown raw with the error if the decoder fails, or returns what is no JSON', async () => {
    await using swf = await createTestService();
    const runId = await startWith(swf, 'raw');
    const path = `execution/payload?${runQuery('order-1', runId)}&event=1&field=input`;
    const failing = () => {
      throw new Error('the key is missing');
    };
    expect(await swf.console({ decode: failing }).json(path)).toEqual({ text: 'raw', error: 'the key is missing' });
    const bigint = await swf.console({ decode: () => 1n }).json<Payload>(path);
    expect(bigint).toMatchObject({ text: 'raw', error: expect.stringContaining('BigInt') });
  });

  it('is answered by 404 if the event has none of that name', async () => {
    await using swf = await createTestService();
    const runId = await startWith(swf, 'raw');
    const { get } = swf.console();
    for (const rest of ['event=1&field=result', 'event=99&field=input', 'event=1&field=__proto__']) {
      expect((await get(`execution/payload?${runQuery('order-1', runId)}&${rest}`)).status).toBe(404);
    }
  });
});

describe('Relations', () => {
  it('name the parent, the children and the runs before and after, from one history', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const answer = async (decisions: RespondDecisionTaskCompletedCommand['input']['decisions']) => {
      const { taskToken } = await swf.client.send(
        new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }),
      );
      await swf.client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    };
    const workflowType = { name: 'order', version: '1.0' };
    await answer([
      {
        decisionType: 'StartChildWorkflowExecution',
        startChildWorkflowExecutionDecisionAttributes: {
          workflowId: 'child-1',
          workflowType,
          taskList: { name: 'children' },
        },
      },
    ]);
    await swf.clock.advance({ seconds: 1 });
    await answer([{ decisionType: 'ContinueAsNewWorkflowExecution' }]);
    const { client, sent } = countingClient(swf.client);
    const { json } = swf.console({ client });
    const node = await json<RelationNode>(`execution/relations?${runQuery('order-1', runId)}`);
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
    expect(node).toMatchObject({
      execution: {
        workflowId: 'order-1',
        runId,
        workflowType,
        executionStatus: 'CLOSED',
        closeStatus: 'CONTINUED_AS_NEW',
        startTimestamp: '2026-11-28T12:00:00.000Z',
        closeTimestamp: '2026-11-28T12:00:01.000Z',
      },
      children: [{ workflowId: 'child-1', open: true, workflowType: 'order@1.0' }],
      continuedAs: { workflowId: 'order-1' },
    });
    const [child] = node.children;
    expect(await json(`execution/relations?${runQuery('child-1', child?.runId)}`)).toMatchObject({
      execution: { executionStatus: 'OPEN' },
      parent: { workflowId: 'order-1', runId },
    });
  });
});

describe('Saved queries', () => {
  it('are kept by the store, and need no kind of change', async () => {
    await using swf = await createTestService();
    const saved = new Map<string, SavedQuery>();
    const queries: QueryStore = {
      list: async () => [...saved.values()],
      save: async (query) => void saved.set(query.name, query),
      remove: async (name) => void saved.delete(name),
    };
    const { send, json } = swf.console({ queries });
    expect((await send('PUT', 'queries', { name: 'late', q: 'status:open until:1d' })).status).toBe(204);
    expect(await json('queries')).toEqual([{ name: 'late', q: 'status:open until:1d' }]);
    expect((await send('PUT', 'queries', { name: 'bad', q: 'nonsense' })).status).toBe(400);
    expect((await send('DELETE', 'queries?name=late')).status).toBe(204);
    expect(await json('queries')).toEqual([]);
    expect((await send('DELETE', 'queries?name=late')).status).toBe(404);
  });

  it('are refused without a store', async () => {
    await using swf = await createTestService();
    const { send, json } = swf.console();
    const response = await send('PUT', 'queries', { name: 'late', q: '' });
    expect(((await response.json()) as Problem).title).toBe(
      'queries cannot be saved: the console has no store for them',
    );
    expect(await json('queries')).toEqual([]);
  });
});

describe('Virtual time', () => {
  it('is shown, and moved by seconds or to the next deadline', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 1);
    const { service, clock } = swf;
    const virtualClock = {
      now: () => clock.now(),
      advance: (duration: { readonly seconds: number }) => clock.advance(duration),
      deadlines: () => service.deadlines().map((deadline) => deadline.getTime()),
    };
    const { json, post } = swf.console({ virtualClock, changes: ['time'] });
    const time = await json<VirtualTime>('time');
    expect(time).toEqual({ now: '2026-11-28T12:00:00.000Z', deadlines: ['2026-11-29T12:00:00.000Z'] });
    expect(await (await post('time/advance', { seconds: 3600 })).json()).toMatchObject({
      now: '2026-11-28T13:00:00.000Z',
    });
    expect(await (await post('time/advance', { to: 'next-deadline' })).json()).toEqual({
      now: '2026-11-29T12:00:00.000Z',
      deadlines: [],
    });
    expect((await post('time/advance', { to: 'next-deadline' })).status).toBe(400);
    for (const body of [
      { seconds: -1 },
      { seconds: '1' },
      {},
      { to: 'tomorrow' },
      { seconds: 1, to: 'next-deadline' },
      { seconds: 1e12 },
    ]) {
      expect([body, (await post('time/advance', body)).status]).toEqual([body, 400]);
    }
  });

  it('is no route of a service on the time of its machine', async () => {
    await using swf = await createTestService();
    const { get, post } = swf.console({ changes: ['time'] });
    expect((await get('time')).status).toBe(404);
    expect((await post('time/advance', { seconds: 1 })).status).toBe(404);
  });
});

describe('Answer that the page has', () => {
  it('costs no request within the interval, and one after it', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const { get } = swf.console({ client });
    const path = 'executions/count?domain=orders&q=status:open';
    const etag = (await get(path)).headers.get('etag') ?? '';
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    expect(count()).toBe(1);
    await swf.clock.advance({ seconds: 60 });
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    expect(count()).toBe(2);
    expect((await get(path)).status).toBe(200);
    expect(count()).toBe(3);
  });

  it('is read anew after a change', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { get, post } = swf.console({ changes: ['terminate'] });
    const path = 'executions/count?domain=orders&q=status:open';
    const etag = (await get(path)).headers.get('etag') ?? '';
    await post('execution/terminate', { domain: 'orders', workflowId: 'order-1', runId });
    const response = await get(path, { 'if-none-match': etag });
    expect(await response.json()).toEqual({ count: 0, truncated: false });
  });

  it('of a history costs no request within the interval, and only the new events after it', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const { get } = swf.console({ client });
    const path = (after: number) => `execution/history?${runQuery('order-1', runId)}&after=${after}`;
    await get(path(0));
    expect((await get(path(2), { 'if-none-match': '"2"' })).status).toBe(304);
    expect(count()).toBe(1);
    await new WorkflowExecution(swf.domain, 'order-1').signal('poke', undefined, { client: swf.client });
    await swf.clock.advance({ seconds: 5 });
    expect(await (await get(path(2))).json()).toMatchObject({ events: [{ eventId: 3 }], more: false });
    expect(count()).toBe(2);
  });

  it('of a history starts again if the token of its next page has expired', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const execution = new WorkflowExecution(swf.domain, 'order-1', { runId });
    for (let index = 0; index < 1200; index += 1) await execution.signal('poke', undefined, { client: swf.client });
    const { json } = swf.console();
    const path = (after: number) => `execution/history?${runQuery('order-1', runId)}&after=${after}`;
    await json(path(0));
    await swf.clock.advance({ hours: 25 });
    const { events } = await json<{ events: readonly { eventId: number }[] }>(path(1000));
    expect(events.at(0)?.eventId).toBe(1001);
    expect(events.length).toBeGreaterThan(200);
  });

  it('of a history is read from its end by a console that has none of it', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const execution = new WorkflowExecution(swf.domain, 'order-1', { runId });
    for (let index = 0; index < 1200; index += 1) await execution.signal('poke', undefined, { client: swf.client });
    const { client, count } = countingClient(swf.client);
    const { json } = swf.console({ client });
    const after = (id: number) =>
      json<{ events: readonly { eventId: number }[] }>(`execution/history?${runQuery('order-1', runId)}&after=${id}`);
    expect((await after(1200)).events.map(({ eventId }) => eventId)).toEqual([1201, 1202]);
    expect(count()).toBe(1);
    expect((await after(1100)).events).toHaveLength(102);
    expect((await after(0)).events).toHaveLength(1000);
  });

  it('of a history is read from its beginning by a console that has none of it, if that is nearer', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const execution = new WorkflowExecution(swf.domain, 'order-1', { runId });
    for (let index = 0; index < 1500; index += 1) await execution.signal('poke', 'now', { client: swf.client });
    const { client, count } = countingClient(swf.client);
    const costOf = async (path: string) => {
      const before = count();
      const answer = await swf.console({ client }).json<object>(`execution/${path}`);
      return { answer, requests: count() - before };
    };
    const late = await costOf(`history?${runQuery('order-1', runId)}&after=1000`);
    expect(late).toMatchObject({ requests: 3, answer: { more: false } });
    expect((late.answer as HistoryPage).events).toHaveLength(502);
    const early = await costOf(`payload?${runQuery('order-1', runId)}&event=5&field=input`);
    expect(early).toEqual({ requests: 3, answer: { text: 'now' } });
    const last = await costOf(`payload?${runQuery('order-1', runId)}&event=1500&field=input`);
    expect(last).toEqual({ requests: 1, answer: { text: 'now' } });
  });

  it('of a closed history is final for a page that has all of it, and a console that has none', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    const path = `execution/history?${runQuery('order-1', runId)}&after=3`;
    expect(await swf.console().json(path)).toEqual({ events: [], more: false, final: true });
  });
});
