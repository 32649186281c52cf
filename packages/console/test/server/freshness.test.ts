import type { QueryStore } from '@swf/console';
import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, startOrders } from '../support/service.js';
import { openStream } from '../support/stream.js';

const COUNT = 'executions/count?domain=orders&q=status:open';

const LIST: Topic = { id: 'list', topic: 'list', domain: 'orders', q: 'status:open' };

/** Takes every query, and keeps none. */
const queries: QueryStore = { list: async () => [], save: async () => {}, remove: async () => {} };

function listsIn(updates: readonly LiveUpdate[]): number {
  return updates.filter(({ topic }) => topic === 'list').length;
}

describe('An answer that the page has', () => {
  it.each<readonly [what: string, method: string, path: string, body: object]>([
    ['a stream is opened', 'POST', 'live', { topics: [LIST] }],
    ['a stream is refused', 'POST', 'live', {}],
    ['a selection is frozen', 'POST', 'batches', { domain: 'orders', change: { operation: 'cancel' }, q: '' }],
    ['a query is saved', 'PUT', 'queries', { name: 'all', q: '' }],
    ['a change is not allowed', 'POST', 'execution/terminate', { domain: 'orders', workflowId: 'a', runId: 'r' }],
  ])('stays good when %s', async (_, method, path, body) => {
    await using swf = await createTestService();
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ client, queries, changes: ['cancel'] });
    await using _console = test.console;
    const etag = (await test.get(COUNT)).headers.get('etag') ?? '';
    await (await test.send(method, path, body)).body?.cancel();
    expect((await test.get(COUNT, { 'if-none-match': etag })).status).toBe(304);
    expect(count('CountOpenWorkflowExecutions')).toBe(1);
  });

  it('stays good until live updates bring something else', async () => {
    await using swf = await createTestService();
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ client });
    await using _console = test.console;
    const etag = (await test.get(COUNT)).headers.get('etag') ?? '';
    const first = await openStream(test, [LIST]);
    await first.until((updates) => listsIn(updates) === 1);
    const second = await openStream(test, [LIST]);
    await second.until((updates) => listsIn(updates) === 1);
    expect((await test.get(COUNT, { 'if-none-match': etag })).status).toBe(304);
    expect(count('CountOpenWorkflowExecutions')).toBe(1);
    await startOrders(swf, 1);
    await swf.clock.advance({ seconds: 15 });
    await first.until((updates) => listsIn(updates) === 2);
    expect(await (await test.get(COUNT, { 'if-none-match': etag })).json()).toEqual({ count: 1, truncated: false });
  });
});
