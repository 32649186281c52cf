import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  CountPendingDecisionTasksCommand,
  GetWorkflowExecutionHistoryCommand,
  SignalWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type LocalServer, VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start, TASK_LIST } from '../actors.js';
import { startLocalService } from '../services.js';
import { call } from './exchange.js';

const POLL = { timeout: 90_000, interval: 5 };
const SIGNALS = 60;
/** Three bytes for each character: a history of 6 MB. */
const INPUT = '名'.repeat(32_768);

/** A service with one execution, the history of which is long. */
async function make() {
  const service = await startLocalService({ clock: new VirtualClock() });
  const client = service.client();
  await prepare(client);
  const { runId = '' } = await start(client, 'order-1');
  const signal = { domain: DOMAIN, workflowId: 'order-1', signalName: 'go', input: INPUT };
  for (let count = 0; count < SIGNALS; count++) await client.send(new SignalWorkflowExecutionCommand(signal));
  const request = { domain: DOMAIN, execution: { workflowId: 'order-1', runId } };
  return { service, client, request, [Symbol.asyncDispose]: () => service.close() };
}

describe('a page of a history', () => {
  it.each([false, true])(
    'holds at most 3 MB, and no event is lost between pages (reversed: %s)',
    async (reverseOrder) => {
      await using made = await make();
      const ids: (number | undefined)[] = [];
      let nextPageToken: string | undefined;
      let pages = 0;
      do {
        const input = { ...made.request, reverseOrder, ...(nextPageToken ? { nextPageToken } : {}) };
        const { body } = await call(made.service.endpoint, 'GetWorkflowExecutionHistory', input);
        expect(Buffer.byteLength(body)).toBeLessThan(3.2 * 2 ** 20);
        const page: { events: { eventId: number }[]; nextPageToken?: string } = JSON.parse(body);
        ids.push(...page.events.map(({ eventId }) => eventId));
        nextPageToken = page.nextPageToken;
        pages++;
      } while (nextPageToken !== undefined);
      const all = Array.from({ length: SIGNALS + 2 }, (_, index) => index + 1);
      expect(ids).toEqual(reverseOrder ? all.reverse() : all);
      expect(pages).toBe(2);
    },
  );

  it('holds the requested number of events if they are short', async () => {
    await using made = await make();
    const { events } = await made.client.send(
      new GetWorkflowExecutionHistoryCommand({ ...made.request, maximumPageSize: 5 }),
    );
    expect(events).toHaveLength(5);
  });
});

describe('unread answers', () => {
  afterEach(() => vi.useRealTimers());

  /** Asks for a history, many times over by default, and for what comes then, and reads nothing of it. */
  async function askWithoutReading({ endpoint }: LocalServer, input: object, times = 20, then = ''): Promise<Socket> {
    const { hostname, port } = new URL(endpoint);
    const socket = connect(Number(port), hostname).pause();
    // It is cut in the end.
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(requestOf('GetWorkflowExecutionHistory', input).repeat(times) + then);
    return socket;
  }

  function requestOf(operation: string, input: object): string {
    const body = JSON.stringify(input);
    const target = `X-Amz-Target: SimpleWorkflowService.${operation}`;
    return `POST / HTTP/1.1\r\nHost: localhost\r\n${target}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  }

  const status = async ({ endpoint }: LocalServer) =>
    (await call(endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' })).status;

  it('are held up to a limit, and dropped after 30 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using made = await make();
    const { service, request } = made;
    const sockets: Socket[] = [];
    while ((await status(service)) === 200) sockets.push(await askWithoutReading(service, request));
    const refused = await call(service.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' });
    expect(JSON.parse(refused.body).__type).toBe('com.amazon.coral.availability#ThrottlingException');
    vi.advanceTimersByTime(29_999);
    expect(await status(service)).toBe(400);
    // By steps: answers that a busy machine finishes only now have 30 seconds, too.
    while ((await status(service)) === 400) vi.advanceTimersByTime(1000);
    expect(await status(service)).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it('give their room back with their connection, also those that wait behind another', async () => {
    await using made = await make();
    const { service, request } = made;
    for (const _ of ['first', 'second']) {
      const sockets: Socket[] = [];
      while ((await status(service)) === 200) sockets.push(await askWithoutReading(service, request));
      for (const socket of sockets) socket.destroy();
      await vi.waitFor(async () => expect(await status(service)).toBe(200), POLL);
    }
    // A third of the limit.
    const socket = await askWithoutReading(service, request, 7);
    await once(socket, 'readable');
    expect(await status(service)).toBe(200);
    socket.destroy();
  });

  it('put tasks back with their connection that wait behind another answer', async () => {
    await using made = await make();
    const { service, client, request } = made;
    await start(client, 'order-2');
    const poll = { domain: DOMAIN, taskList: TASK_LIST };
    const polls = requestOf('PollForDecisionTask', poll).repeat(2);
    const socket = await askWithoutReading(service, request, 19, polls);
    const waiting = () => client.send(new CountPendingDecisionTasksCommand(poll));
    await vi.waitFor(async () => expect(await waiting()).toMatchObject({ count: 0 }), POLL);
    socket.destroy();
    const tasks = [await pollForDecision(client), await pollForDecision(client)];
    expect(tasks.map(({ workflowExecution }) => workflowExecution?.workflowId).sort()).toEqual(['order-1', 'order-2']);
  });

  it('do not keep a service from closing at once that wait behind another of an ended connection', async () => {
    // Of the two seconds.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { service, request } = await make();
    const socket = await askWithoutReading(service, request);
    await once(socket, 'readable');
    socket.destroy();
    await service.close();
    await expect(call(service.endpoint, 'ListDomains', {})).rejects.toThrow('ECONNREFUSED');
  });

  it('do not cut a connection that reads them in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using made = await make();
    const { service, request } = made;
    const socket = await askWithoutReading(service, request);
    const marker = 'x-amzn-RequestId';
    let answers = 0;
    let tail = '';
    socket.on('data', (chunk: Buffer) => {
      const text = tail + chunk.toString('latin1');
      answers += text.split(marker).length - 1;
      tail = text.slice(1 - marker.length);
    });
    const until = async (count: number) => {
      while (answers < count) await once(socket, 'data');
    };
    const ask = () => socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.resume();
    // Answers leave in order, so those before it have been read.
    ask();
    await until(21);
    vi.advanceTimersByTime(30_000);
    ask();
    await until(22);
    socket.destroy();
  });

  it('are sent in full by a service that closes, if they are read in time', async () => {
    // Of the two seconds.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { service, request } = await make();
    const socket = await askWithoutReading(service, request, 3);
    await once(socket, 'readable');
    const closed = service.close();
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    await closed;
    const text = Buffer.concat(chunks).toString('latin1');
    const lengths = [...text.matchAll(/Content-Length: (\d+)\r\n.*?\r\n\r\n/gs)].map((match) => {
      const body = match.index + match[0].length;
      return [Number(match[1]), Math.min(text.length, body + Number(match[1])) - body];
    });
    expect(lengths).toHaveLength(3);
    for (const [said, sent] of lengths) expect(sent).toBe(said);
  });
});
