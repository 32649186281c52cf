import { type SWFClient, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { HistoryPage } from '../../src/api/execution.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, HOST, runQuery, startOrders, type TestConsole } from '../support/service.js';

/** A client whose answers, or those of one operation, are held until they are let through. */
function heldClient(inner: Pick<SWFClient, 'send'>, held?: string) {
  const counting = countingClient(inner);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const signals: AbortSignal[] = [];
  const send = async (command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown> => {
    if (options?.abortSignal) signals.push(options.abortSignal);
    const sent = Reflect.apply(counting.client.send, counting.client, [command, options]) as Promise<unknown>;
    if (held === undefined || command.constructor.name === `${held}Command`) await released;
    return sent;
  };
  return { ...counting, client: { send } as Pick<SWFClient, 'send'>, signals, release };
}

const COUNT = 'executions/count?domain=orders&q=status:open';

describe('Equal requests of one moment', () => {
  it('cost SWF one request, and each gets the answer', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 3);
    const { client, sent, release } = heldClient(swf.client);
    const { get } = swf.console({ client });
    const answers = [get(COUNT), get(COUNT), get(COUNT)];
    await expect.poll(() => sent.length).toBe(1);
    release();
    for (const answer of answers) expect(await (await answer).json()).toEqual({ count: 3, truncated: false });
    expect(sent).toEqual(['CountOpenWorkflowExecutions']);
  });

  it('go on for those that stay when one leaves, and end when all have left', async () => {
    await using swf = await createTestService();
    const { client, sent, signals, release } = heldClient(swf.client);
    const { console, get } = swf.console({ client });
    const getUntil = ({ signal }: AbortController, path: string) =>
      console.fetch(
        new Request(`${HOST}/api/${path}`, { headers: { authorization: `Bearer ${console.token}` }, signal }),
      );
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const leaving = getUntil(one, COUNT);
    const staying = get(COUNT);
    const others = [getUntil(two, 'domains'), getUntil(three, 'domains')];
    await expect.poll(() => sent.length).toBe(2);
    for (const left of [one, two, three]) left.abort();
    for (const answer of [leaving, ...others]) expect((await answer).ok).toBe(false);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    release();
    expect(await (await staying).json()).toEqual({ count: 0, truncated: false });
  });

  it('are sent anew after a change, which the one on its way may not have seen', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const { client, count, release } = heldClient(swf.client);
    const { get, post } = swf.console({ client, changes: ['terminate'] });
    const before = get(COUNT);
    await expect.poll(() => count('CountOpenWorkflowExecutions')).toBe(1);
    const changed = post('execution/terminate', { domain: 'orders', workflowId: 'order-1', runId });
    release();
    expect((await changed).status).toBe(204);
    await before;
    expect(await (await get(COUNT)).json()).toEqual({ count: 0, truncated: false });
  });
});

/** Returns the number of open executions, and how a page that has an answer gets it. */
async function countKnowing({ get }: TestConsole, known: Response): Promise<readonly [status: number, count: unknown]> {
  const response = await get(COUNT, { 'if-none-match': known.headers.get('etag') ?? '' });
  return [response.status, response.status === 304 ? undefined : await response.json()];
}

describe('An answer that a page has', () => {
  it('is not confirmed if SWF gave it before a change, however late it came', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const { client, count, release } = heldClient(swf.client, 'CountOpenWorkflowExecutions');
    const console = swf.console({ client, changes: ['terminate'] });
    const begun = console.get(COUNT);
    await expect.poll(() => count('CountOpenWorkflowExecutions')).toBe(1);
    await console.post('execution/terminate', { domain: 'orders', workflowId: 'order-1', runId });
    release();
    expect(await countKnowing(console, await begun)).toEqual([200, { count: 0, truncated: false }]);
  });

  it('is not confirmed after a change that failed but was made', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const send = async (command: object): Promise<unknown> => {
      const answer = (await Reflect.apply(swf.client.send, swf.client, [command])) as unknown;
      if (command instanceof TerminateWorkflowExecutionCommand) throw new Error('the connection broke');
      return answer;
    };
    const console = swf.console({ client: { send } as Pick<SWFClient, 'send'>, changes: ['terminate'] });
    const known = await console.get(COUNT);
    expect(await countKnowing(console, known)).toEqual([304, undefined]);
    const changed = await console.post('execution/terminate', { domain: 'orders', workflowId: 'order-1', runId });
    expect(changed.ok).toBe(false);
    expect(await countKnowing(console, known)).toEqual([200, { count: 0, truncated: false }]);
  });
});

describe('JSON', () => {
  it('is compressed for browsers that can read it, with the tag that they send again', async () => {
    await using swf = await createTestService();
    await startOrders(swf, 50);
    const { get } = swf.console();
    const path = 'executions?domain=orders&q=status:open';
    const response = await get(path, { 'accept-encoding': 'gzip' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    const packed = (await response.arrayBuffer()).byteLength;
    expect(packed).toBeLessThan((await (await get(path)).text()).length / 4);
    const etag = response.headers.get('etag') ?? '';
    expect((await get(path, { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(304);
  });

  it('is left alone on the stream of updates, which must arrive at once', async () => {
    await using swf = await createTestService();
    const { console, post } = swf.console();
    await using _console = console;
    const response = await post(
      'live',
      { topics: [{ id: 'list', topic: 'list', domain: 'orders', q: 'status:open' }] },
      { 'accept-encoding': 'gzip' },
    );
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('content-encoding')).toBeNull();
    await response.body?.cancel();
  });
});

describe('The cache of histories', () => {
  it('keeps those that were read last within 64 MB, and reads the others again', async () => {
    await using swf = await createTestService();
    const runIds = await startOrders(swf, 3);
    // 800 signals of 32,000 characters: 26 MB.
    for (const runId of runIds) {
      const workflowId = `order-${runIds.indexOf(runId) + 1}`;
      const execution = new WorkflowExecution(swf.domain, workflowId, { runId });
      for (let index = 0; index < 800; index += 1) {
        await execution.signal('filler', 'x'.repeat(32_000), { client: swf.client });
      }
      await execution.terminate({ client: swf.client });
    }
    const { client, count } = countingClient(swf.client);
    const { json } = swf.console({ client });
    const read = async (number: number): Promise<number> => {
      const before = count('GetWorkflowExecutionHistory');
      const query = runQuery(`order-${number}`, runIds[number - 1]);
      const { events, final } = await json<HistoryPage>(`execution/history?${query}`);
      expect([events.length, final]).toEqual([803, true]);
      return count('GetWorkflowExecutionHistory') - before;
    };
    const cost = await read(1);
    expect(cost).toBeGreaterThan(0);
    expect([await read(2), await read(1), await read(2)]).toEqual([cost, 0, 0]);
    // The third takes the place of the first, which was not used for longest.
    expect(await read(3)).toBe(cost);
    expect([await read(3), await read(2)]).toEqual([0, 0]);
    expect(await read(1)).toBe(cost);
  });
});
