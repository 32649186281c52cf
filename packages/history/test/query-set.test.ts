import { inspect } from 'node:util';
import {
  GetWorkflowExecutionHistoryCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { History, HistoryQuerySet } from '@swf/history';
import { DoesNotExistError, InvalidArgumentError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';
import { complete, domain, startService } from './support/service.js';

const querySet = new HistoryQuerySet({ name: domain });

const ids = (events: Iterable<{ readonly id: number }>) => [...events].map(({ id }) => id);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** An execution with that many events, and a client that notes what is asked of the service. */
async function executionOf(length: number) {
  const swf = await startService();
  const execution = await swf.start('order-1');
  const signal = () =>
    swf.client.send(new SignalWorkflowExecutionCommand({ domain, workflowId: 'order-1', signalName: 's' }));
  for (let count = 2; count < length; count++) await signal();
  const requests: GetWorkflowExecutionHistoryCommand['input'][] = [];
  const client: Client = {
    send: (command: { input: object }, options: object) => {
      if (command instanceof GetWorkflowExecutionHistoryCommand) requests.push(command.input);
      return swf.client.send(command as GetWorkflowExecutionHistoryCommand, options);
    },
  } as Client;
  return { ...swf, execution, signal, requests, client, [Symbol.asyncDispose]: swf[Symbol.asyncDispose] };
}

it('get reads all pages', async () => {
  await using swf = await executionOf(25);
  const { execution, client, requests } = swf;
  const history = await querySet.get(execution, { client, maximumPageSize: 4 });
  expect(ids(history)).toEqual(range(1, 25));
  expect(requests).toHaveLength(7);
});

it('get reads a limited number of events from either end', async () => {
  await using swf = await executionOf(25);
  const { execution, client, requests } = swf;
  expect(ids(await querySet.get(execution, { client, limit: 5 }))).toEqual(range(1, 5));
  expect(ids(await querySet.get(execution, { client, limit: 1 }))).toEqual([1]);
  expect(ids(await querySet.get(execution, { client, limit: 7, maximumPageSize: 3 }))).toEqual(range(1, 7));
  const newest = await querySet.get(execution, { client, limit: 3, reverse: true });
  expect(ids(newest)).toEqual([25, 24, 23]);
  expect(newest.verify()).toEqual([]);
  expect(newest.compile().signals.get('s')?.signaledEventId).toBe(25);
  expect(requests.map(({ maximumPageSize }) => maximumPageSize)).toEqual([5, 1, 3, 3, 3, 3]);
  expect(ids(await querySet.get(execution, { client, reverse: true }))).toEqual(range(1, 25).reverse());
});

it('events and pages request no page before it is read', async () => {
  await using swf = await executionOf(25);
  const { execution, client, requests } = swf;
  for await (const event of querySet.events(execution, { client, maximumPageSize: 5 })) {
    if (event.id === 7) break;
  }
  expect(requests).toHaveLength(2);
  for await (const page of querySet.pages(execution, { client, maximumPageSize: 5 })) {
    expect(page.events).toHaveLength(5);
    break;
  }
  expect(requests).toHaveLength(3);
});

it('pages continues from a token', async () => {
  await using swf = await executionOf(12);
  const { execution, client } = swf;
  const first = await querySet.pages(execution, { client, maximumPageSize: 5 }).next();
  const nextPageToken = first.value?.nextPageToken;
  const rest: number[] = [];
  for await (const { events } of querySet.pages(execution, { client, maximumPageSize: 5, nextPageToken })) {
    rest.push(...events.map(({ eventId }) => eventId as number));
  }
  expect(rest).toEqual(range(6, 12));
});

it('resume appends the new events, and requests only their pages', async () => {
  await using swf = await executionOf(150);
  const { execution, client, requests, signal, decide } = swf;
  const history = await querySet.get(execution, { client });
  expect(await querySet.resume(execution, history, { client })).toBe(history);
  for (let count = 0; count < 120; count++) await signal();
  const longer = await querySet.resume(execution, history, { client });
  expect(ids(longer)).toEqual(range(1, 270));
  expect(requests.map(({ maximumPageSize }) => maximumPageSize)).toEqual([1000, 100, 100, 100]);
  expect(history).toHaveLength(150);
  await decide(complete('done'));
  const closed = await querySet.resume(execution, longer, { client });
  expect(closed.finished).toBe(true);
  const before = requests.length;
  expect(await querySet.resume(execution, closed, { client })).toBe(closed);
  expect(requests).toHaveLength(before);
  expect(ids(await querySet.resume(execution, History.from([]), { client }))).toEqual(ids(closed));
});

it('get checks its arguments before it sends, and names an execution that does not exist', async () => {
  await using swf = await executionOf(2);
  const { execution, client, requests } = swf;
  await expect(querySet.get({ workflowId: 'order-1', runId: '' }, { client })).rejects.toThrow(/runId.*1 to 64/);
  await expect(querySet.get(execution, { client, limit: 0 })).rejects.toThrow(/^limit must be an integer from 1/);
  await expect(querySet.get(execution, { client, reverse: 'false' } as never)).rejects.toThrow(
    'reverse must be true or false, got "false"',
  );
  const none = querySet.get(execution, { client, maximumPageSize: 0 });
  await expect(none).rejects.toThrow('maximumPageSize must be an integer from 1 to 1000, got 0');
  await expect(querySet.get(execution, { client, maximumPageSize: 1001 })).rejects.toThrow(/maximumPageSize.*1001/);
  expect(requests).toHaveLength(0);
  const unknown = querySet.get({ workflowId: 'order-9', runId: 'none' }, { client });
  await expect(unknown).rejects.toSatisfy(DoesNotExistError.is);
  await expect(unknown).rejects.toThrow(/^WorkflowExecution "order-9" of domain "orders" /);
});

it('events stops when the signal fires', async () => {
  await using swf = await executionOf(25);
  const { execution, client } = swf;
  const controller = new AbortController();
  const reason = new Error('enough');
  const reading = async () => {
    for await (const event of querySet.events(execution, { client, maximumPageSize: 5, signal: controller.signal })) {
      if (event.id === 3) controller.abort(reason);
    }
  };
  await expect(reading()).rejects.toBe(reason);
});

it.each([undefined, null, 'orders', {}, { name: '' }, { name: 'a/b' }])(
  'HistoryQuerySet refuses %j as a domain',
  (value) => {
    expect(() => new HistoryQuerySet(value as never)).toThrow(expect.toSatisfy(InvalidArgumentError.is));
    expect(() => new HistoryQuerySet(value as never)).toThrow('domain.name');
  },
);

it.each([undefined, null, 'order-1', {}, { workflowId: '', runId: 'r' }])(
  'get refuses %j as an execution',
  async (value) => {
    const client: Client = { send: () => Promise.reject(new Error('sent')) };
    const reading = querySet.get(value as never, { client });
    await expect(reading).rejects.toThrow('workflowId');
    await expect(reading).rejects.toSatisfy(InvalidArgumentError.is);
  },
);

describe('an execution without a run id', () => {
  const terminate = (swf: Awaited<ReturnType<typeof executionOf>>) =>
    swf.client.send(new TerminateWorkflowExecutionCommand({ domain, workflowId: 'order-1' }));

  it('is its open run', async () => {
    await using swf = await executionOf(3);
    const { execution, client } = swf;
    await terminate(swf);
    const { runId } = await swf.start('order-1');
    const history = await querySet.get({ workflowId: 'order-1' }, { client });
    expect(ids(history)).toEqual([1, 2]);
    expect(await querySet.get({ workflowId: 'order-1', runId }, { client })).toEqual(history);
    expect(ids(await querySet.get(execution, { client }))).toHaveLength(4);
  });

  it('is its latest closed run if none is open', async () => {
    await using swf = await executionOf(3);
    const { client } = swf;
    await terminate(swf);
    await swf.clock.advance({ seconds: 1 });
    await swf.start('order-1');
    await terminate(swf);
    for (const execution of [{ workflowId: 'order-1' }, { workflowId: 'order-1', runId: null as never }]) {
      expect(ids(await querySet.get(execution, { client }))).toEqual([1, 2, 3]);
    }
    const names: string[] = [];
    for await (const { name } of querySet.events({ workflowId: 'order-1' }, { client })) names.push(name);
    expect(names.at(-1)).toBe('WorkflowExecutionTerminated');
  });

  it('does not exist if SWF lists no run of it', async () => {
    await using swf = await executionOf(2);
    const reading = querySet.get({ workflowId: 'order-9' }, { client: swf.client });
    await expect(reading).rejects.toSatisfy(DoesNotExistError.is);
    await expect(reading).rejects.toThrow('WorkflowExecution "order-9" of domain "orders" does not exist');
  });

  it('cannot be read on from a page token, which belongs to one run', async () => {
    await using swf = await executionOf(2);
    const { client, requests } = swf;
    const reading = querySet.pages({ workflowId: 'order-1' }, { client, nextPageToken: 'token' }).next();
    await expect(reading).rejects.toThrow('runId must be given with nextPageToken');
    expect(requests).toEqual([]);
  });
});

describe('resume', () => {
  it('refuses to append the events of another run', async () => {
    await using swf = await executionOf(5);
    const { client, execution } = swf;
    const history = await querySet.get(execution, { client });
    await client.send(new TerminateWorkflowExecutionCommand({ domain, workflowId: 'order-1' }) as never, {});
    await swf.clock.advance({ minutes: 1 });
    await swf.start('order-1');
    const resuming = querySet.resume({ workflowId: 'order-1' }, history, { client });
    await expect(resuming).rejects.toSatisfy(InvalidArgumentError.is);
    await expect(resuming).rejects.toThrow('its event 1 is not that of this run');
    expect((await querySet.resume(execution, history, { client })).finished).toBe(true);
  });
});

describe('HistoryQuerySet', () => {
  it('sends with its own client, unless a method is given another', async () => {
    await using swf = await executionOf(3);
    const { execution, client, requests } = swf;
    const histories = new HistoryQuerySet({ name: domain }, { client });
    expect(ids(await histories.get(execution))).toEqual([1, 2, 3]);
    expect(requests).toHaveLength(1);
    await histories.get(execution, { client: swf.service.client() });
    expect(requests).toHaveLength(1);
  });

  it('ends its requests with its own signal', async () => {
    await using swf = await executionOf(3);
    const signal = AbortSignal.abort('enough');
    const histories = new HistoryQuerySet({ name: domain }, { client: swf.client, signal });
    await expect(histories.get(swf.execution)).rejects.toBe('enough');
  });

  it.each([{ client: {} }, { client: null }, { signal: 'abort' }])('refuses %j as options', (options) => {
    expect(() => new HistoryQuerySet({ name: domain }, options as never)).toThrow(/^(client|signal) must be an /);
  });

  it('can be subclassed, and shows its domain when printed', () => {
    class Histories extends HistoryQuerySet {
      extra = 1;
    }
    expect(new Histories({ name: domain }).extra).toBe(1);
    expect([Object.isFrozen(querySet), Object.isFrozen(querySet.domain)]).toEqual([true, true]);
    expect(`${querySet}`).toBe('HistoryQuerySet of domain "orders"');
    expect(inspect({ querySet })).toBe('{ querySet: HistoryQuerySet of domain "orders" }');
    expect(JSON.stringify(querySet)).toBe('{"domain":{"name":"orders"}}');
  });
});

it.each<[string, (client: Client) => Promise<unknown>]>([
  ['clint', async (client) => new HistoryQuerySet({ name: domain }, { clint: client } as never)],
  ['limmit', (client) => querySet.get({ workflowId: 'w' }, { client, limmit: 3 } as never)],
  ['revers', (client) => querySet.events({ workflowId: 'w' }, { client, revers: true } as never).next()],
  ['nextPageTokn', (client) => querySet.pages({ workflowId: 'w' }, { client, nextPageTokn: 't' } as never).next()],
  ['limit', (client) => querySet.pages({ workflowId: 'w' }, { client, limit: 3 } as never).next()],
  ['reverse', (client) => querySet.resume({ workflowId: 'w' }, History.from([]), { client, reverse: true } as never)],
])('HistoryQuerySet refuses the unknown option "%s" by name', async (name, read) => {
  const client: Client = { send: () => Promise.reject(new Error('sent')) };
  const reading = read(client);
  await expect(reading).rejects.toSatisfy(InvalidArgumentError.is);
  await expect(reading).rejects.toThrow(`unknown option "${name}"`);
});
