import type { SWFClient } from '@aws-sdk/client-swf';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { ExecutionDescription, ExecutionFacts, HistoryPage } from '../../src/api/execution.js';
import type { ExecutionCount, ExecutionPage } from '../../src/api/executions.js';
import type { DomainInfo, RegistrationPage, TypeRegistration } from '../../src/api/registrations.js';
import type { Session } from '../../src/api/session.js';
import { createTestService, runQuery, startOrders } from '../support/service.js';

describe('Session', () => {
  it('says what the console shows and that it is read-only', async () => {
    await using swf = await createTestService();
    const session = await swf.console({ domain: 'orders' }).json<Session>('session');
    expect(session).toMatchObject({ target: { service: 'aws', domain: 'orders' }, kinds: [], version: '1.0.0' });
  });

  it('names the allowed kinds, and the offline service', async () => {
    await using swf = await createTestService();
    const session = await swf.console({ client: undefined, changes: ['signal'] }).json<Session>('session');
    expect(session).toMatchObject({ target: { service: 'offline' }, kinds: ['signal'] });
  });
});

describe('Executions', () => {
  it('are listed by page, with the plan of the filter', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 5);
    const { json } = swf.console();
    const first = await json<ExecutionPage>('executions?domain=orders&q=status:open&limit=2');
    expect(first.items.map(({ workflowId }) => workflowId)).toEqual(['order-5', 'order-4']);
    expect(first).toMatchObject({ plan: { appliedBySwf: { status: 'open' }, appliedHere: {} }, read: 2 });
    const page = encodeURIComponent(first.nextPage ?? '');
    const second = await json<ExecutionPage>(`executions?domain=orders&q=status:open&limit=2&page=${page}`);
    expect(second.items.map(({ workflowId }) => workflowId)).toEqual(['order-3', 'order-2']);
  });

  it('stop after five pages of SWF that have few matches', async () => {
    await using swf = await createTestService();
    for (let index = 0; index < 1300; index += 1) {
      await swf.order.startExecution({ workflowId: `order-${index}`, tagList: ['eu'], client: swf.client });
    }
    const q = encodeURIComponent('status:open tag:eu type:ship');
    const page = await swf.console().json<ExecutionPage>(`executions?domain=orders&q=${q}&limit=50`);
    expect(page).toMatchObject({ items: [], read: 1250, stopped: true, plan: { appliedHere: { type: 'ship' } } });
    expect(page.nextPage).toBeDefined();
  });

  it('keep their window from page to page while ages move on', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 3);
    const { json } = swf.console();
    const q = encodeURIComponent('status:open since:1h');
    const first = await json<ExecutionPage>(`executions?domain=orders&q=${q}&limit=2`);
    await swf.clock.advance({ minutes: 90 });
    const page = encodeURIComponent(first.nextPage ?? '');
    const second = await json<ExecutionPage>(`executions?domain=orders&q=${q}&limit=2&page=${page}`);
    expect(second.items.map(({ workflowId }) => workflowId)).toEqual(['order-1']);
  });

  it('are counted by SWF', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 3);
    const count = await swf.console().json<ExecutionCount>('executions/count?domain=orders&q=status:open');
    expect(count).toEqual({ count: 3, truncated: false });
  });

  it.each([
    [5, { count: 5, truncated: false }],
    [6, { count: 5, truncated: true }],
  ])('are counted in the first five pages of what SWF cannot count: %d pages', async (pages, expected) => {
    await using swf = await createTestService();
    for (let index = 0; index < pages; index += 1) {
      await swf.order.startExecution({ workflowId: `order-${index}`, tagList: ['eu'], client: swf.client });
    }
    const q = encodeURIComponent('status:open tag:eu type:order');
    const { json } = swf.console({ client: onePerPage(swf.client) });
    expect(await json<ExecutionCount>(`executions/count?domain=orders&q=${q}`)).toEqual(expected);
  });
});

describe('Execution', () => {
  it('is described with everything that SWF says, with and without a run', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { json } = swf.console();
    const described = await json<ExecutionDescription>(`execution?${runQuery('order-1', runId)}`);
    expect(described).toMatchObject({
      workflowId: 'order-1',
      runId,
      taskList: 'orders',
      startTimestamp: '2026-11-28T12:00:00.000Z',
    });
    expect(await json('execution?domain=orders&id=order-1')).toEqual(described);
  });

  it('is answered by 404 if SWF does not know it', async () => {
    await using swf = await createTestService();
    const response = await swf.console().get('execution?domain=orders&id=order-1');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'DOES_NOT_EXIST',
      status: 404,
      resource: { kind: 'WorkflowExecution', name: 'order-1', domain: 'orders' },
    });
  });
});

describe('History', () => {
  it('is read by pages of 1,000 events after the last one known', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const execution = new WorkflowExecution(swf.domain, 'order-1', { runId });
    for (let index = 0; index < 1500; index += 1) await execution.signal('poke', undefined, { client: swf.client });
    const { json } = swf.console();
    const first = await json<HistoryPage>(`execution/history?${runQuery('order-1', runId)}`);
    expect(first.events).toHaveLength(1000);
    expect(first.more).toBe(true);
    const next = await json<HistoryPage>(`execution/history?${runQuery('order-1', runId)}&after=1000`);
    expect(next.events.at(0)).toMatchObject({ eventId: 1001, eventTimestamp: 1_795_867_200 });
    expect(next).toMatchObject({ more: false });
    expect(next.final).toBeUndefined();
  });

  it('is final when the run is closed', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    const path = `execution/history?${runQuery('order-1', runId)}`;
    const { get } = swf.console();
    const response = await get(path);
    expect(response.headers.get('etag')).toBe('"3"');
    expect(await response.json()).toMatchObject({ more: false, final: true });
    expect((await get(path, { 'if-none-match': '"3"' })).status).toBe(304);
  });
});

describe('Facts', () => {
  it('count the tasks of the lists that a run waits for', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const pollers = () => [
      { domain: 'orders', taskList: 'x', kind: 'activity' as const, since: new Date(swf.clock.now()) },
    ];
    const facts = await swf.console({ pollers }).json<ExecutionFacts>(`execution/facts?${runQuery('order-1', runId)}`);
    expect(facts).toMatchObject({
      now: '2026-11-28T12:00:00.000Z',
      pending: { activity: {}, decision: { orders: 1 } },
      pollers: [{ taskList: 'x' }],
    });
  });
});

describe('Registrations', () => {
  it('list domains and types, and describe one of them', async () => {
    await using swf = await createTestService();
    const { json } = swf.console();
    const domains = await json<RegistrationPage<DomainInfo>>('domains');
    expect(domains.items).toMatchObject([{ name: 'orders', status: 'REGISTERED' }]);
    const types = await json<RegistrationPage<TypeRegistration>>('types/workflow?domain=orders');
    expect(types.items).toMatchObject([{ name: 'order', version: '1.0' }]);
    const [type] = (
      await json<RegistrationPage<TypeRegistration>>('types/workflow?domain=orders&name=order&version=1.0')
    ).items;
    expect(type).toMatchObject({ defaultTaskList: 'orders' });
  });
});

describe('Parameters', () => {
  it('that are unknown, missing or given twice are refused by name', async () => {
    await using swf = await createTestService();
    const { get } = swf.console();
    const titles = await Promise.all(
      ['executions?domian=orders', 'executions', 'executions?domain=a&domain=b', 'session?x=1'].map(async (path) => {
        const response = await get(path);
        expect(response.status).toBe(400);
        return ((await response.json()) as { readonly title: string }).title;
      }),
    );
    expect(titles).toEqual([
      'unknown parameter "domian"; did you mean "domain"?',
      'domain must be given',
      'domain must be given only once',
      'unknown parameter "x"; this route takes none',
    ]);
  });
});

/** A client whose pages have one item each: SWF may answer with fewer than were asked for. */
function onePerPage(client: SWFClient): Pick<SWFClient, 'send'> {
  const send = (command: { readonly input: object }, ...rest: readonly unknown[]): unknown => {
    Object.assign(command.input, { maximumPageSize: 1 });
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  return { send } as Pick<SWFClient, 'send'>;
}
