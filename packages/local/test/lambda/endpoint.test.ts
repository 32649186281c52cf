import { createServer, type ServerResponse } from 'node:http';
import { createServer as createConnectionServer } from 'node:net';
import { RespondDecisionTaskCompletedCommand, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { expect, it, onTestFinished, vi } from 'vitest';
import { DOMAIN, pollForDecision } from '../actors.js';
import { createLocalService } from '../services.js';
import { invoke, type Scheduled, schedule } from './invocation.js';
import { listen, openEndpoint, openSilentEndpoint } from './open-endpoint.js';

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

it.each<[string, (service: LocalService) => Promise<unknown>]>([
  ['the service closes', (service) => service.close()],
  [
    'the execution closes',
    (service) =>
      service.client().send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' })),
  ],
])('a call of an endpoint is aborted when %s', async (_, end) => {
  const { endpoint, called, aborted } = await openSilentEndpoint();
  await using service = createLocalService({ clock: new VirtualClock(), lambda: { endpoint } });
  await schedule(service.client(), { name: 'charge' });
  await called;
  await end(service);
  await aborted;
});

it('a call of an endpoint outlives others of its execution', async () => {
  const answers = new Map<string, ServerResponse>();
  let aborted = 0;
  const endpoint = await openEndpoint((response) => {
    answers.set(response.req.url?.split('/').at(-2) ?? '', response);
    response.on('close', () => {
      if (!response.writableFinished) aborted++;
    });
  });
  await using service = createLocalService({ clock: new VirtualClock(), lambda: { endpoint } });
  const client = service.client();
  await schedule(client, { name: 'charge' }, { name: 'ship' });
  await expect.poll(() => answers.size).toBe(2);
  answers.get('charge')?.end('1');
  const { taskToken } = await pollForDecision(client);
  expect(aborted).toBe(0);
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken }));
  answers.get('ship')?.end('2');
  const { events = [] } = await pollForDecision(client);
  expect(events.at(-3)).toMatchObject({ lambdaFunctionCompletedEventAttributes: { result: '2' } });
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
