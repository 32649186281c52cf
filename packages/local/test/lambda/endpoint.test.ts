import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createConnectionServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { VirtualClock } from '@swf/local';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLocalService } from '../services.js';
import { invoke, type Scheduled, schedule } from './invocation.js';

/**
 * Starts an endpoint of Lambda for one test; the requests that it received are added to `received`.
 */
async function openEndpoint(answer: (response: ServerResponse) => void, received: string[] = []): Promise<string> {
  const server = createServer(async (request, response) => {
    received.push(`${request.method} ${request.url} ${await text(request)}`);
    answer(response);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
}

/** Starts a server; returns its address. */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it.each<[Scheduled, request: string]>([
  [{ name: 'charge', input: '{"a":1}' }, 'charge/invocations {"a":1}'],
  [{ name: 'charge' }, 'charge/invocations {}'],
  [{ name: 'a/b' }, 'a%2Fb/invocations {}'],
])('the endpoint is called for a function that is not local: %j', async (scheduled, request) => {
  const received: string[] = [];
  const endpoint = await openEndpoint((response) => response.end('{"ok":1}'), received);
  const [, , completed] = await invoke({ endpoint, functions: { local: () => 1 } }, scheduled);
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('{"ok":1}');
  expect(received).toEqual([`POST /2015-03-31/functions/${request}`]);
});

it.each([200, 299])('a function whose endpoint answers with the status %i has succeeded', async (status) => {
  const endpoint = await openEndpoint((response) => response.writeHead(status).end('"done"'));
  const [, , completed] = await invoke({ endpoint }, { name: 'charge' });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('"done"');
});

it('a function at an endpoint that answers nothing has the result null', async () => {
  const endpoint = await openEndpoint((response) => response.end());
  const [, , completed] = await invoke({ endpoint }, { name: 'charge' });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('null');
});

it.each<[string, (response: ServerResponse) => void, { reason: string; details: string }]>([
  [
    'that throws',
    (response) => response.writeHead(200, { 'x-amz-function-error': 'Handled' }).end('{"errorMessage":"no"}'),
    { reason: 'Handled', details: '{"errorMessage":"no"}' },
  ],
  [
    'that Lambda does not know',
    (response) =>
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException:http://x' }).end('{"Message":"none"}'),
    { reason: 'ResourceNotFoundException', details: '{"Message":"none"}' },
  ],
  [
    'that says more than an event can hold',
    (response) => response.writeHead(200, { 'x-amz-function-error': 'E'.repeat(257) }).end('d'.repeat(32_769)),
    { reason: 'E'.repeat(256), details: 'd'.repeat(32_768) },
  ],
  [
    'that has moved',
    (response) => response.writeHead(300).end('{"Message":"moved"}'),
    { reason: 'ServiceException', details: '{"Message":"moved"}' },
  ],
  [
    'behind a gateway that is down',
    (response) => response.writeHead(502).end('{"Message":"down"}'),
    { reason: 'ServiceException', details: '{"Message":"down"}' },
  ],
])('a function %s fails with the reason of its endpoint', async (_, answer, expected) => {
  const endpoint = await openEndpoint(answer);
  const [, , failed] = await invoke({ endpoint }, { name: 'charge' });
  expect(failed?.lambdaFunctionFailedEventAttributes).toMatchObject(expected);
});

it('a call of an endpoint is aborted when the service closes', async () => {
  let aborted = () => {};
  const isAborted = new Promise<void>((resolve) => {
    aborted = resolve;
  });
  let called = () => {};
  const isCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  const endpoint = await openEndpoint((response) => {
    response.on('close', aborted);
    called();
  });
  const service = createLocalService({ clock: new VirtualClock(), lambda: { endpoint } });
  await schedule(service.client(), { name: 'charge' });
  await isCalled;
  await service.close();
  await isAborted;
});

it('an endpoint is not called by fetch, which gives up on a function after five minutes', async () => {
  // The five minutes are those of another HTTP client within Node, which no fake timers reach.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('gave up')));
  onTestFinished(() => void vi.unstubAllGlobals());
  const endpoint = await openEndpoint((response) => response.end('"done"'));
  const [, , completed] = await invoke({ endpoint }, { name: 'charge' });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('"done"');
});

it('a function whose endpoint cannot be reached fails', async () => {
  const server = createServer();
  const endpoint = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const [, , failed] = await invoke({ endpoint }, { name: 'charge' });
  expect(failed?.lambdaFunctionFailedEventAttributes).toMatchObject({
    reason: 'ServiceException',
    details: expect.stringContaining('ECONNREFUSED'),
  });
});

it('an https endpoint is called over TLS', async () => {
  const received: number[] = [];
  const server = createConnectionServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (chunk) => {
      received.push(chunk[0] ?? 0);
      socket.destroy();
    });
  });
  onTestFinished(() => void server.close());
  const endpoint = (await listen(server)).replace('http:', 'https:');
  const [, , failed] = await invoke({ endpoint }, { name: 'charge' });
  expect(failed?.lambdaFunctionFailedEventAttributes?.reason).toBe('ServiceException');
  // The first byte of a handshake.
  expect(received).toEqual([0x16]);
});

it('any number of functions may run at an endpoint without a warning', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const names = Array.from({ length: 11 }, (_, index) => ({ name: `${index}` }));
  const running: ServerResponse[] = [];
  const endpoint = await openEndpoint((response) => {
    running.push(response);
    if (running.length === names.length) for (const each of running) each.end();
  });
  await invoke({ endpoint }, ...names);
  expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
});
