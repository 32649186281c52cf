import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  type HistoryEvent,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type LambdaOptions, VirtualClock } from '@swf/local';
import { expect, it, onTestFinished, vi } from 'vitest';
import { DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

interface Scheduled {
  readonly name: string;
  readonly input?: string;
  readonly startToCloseTimeout?: string;
}

/** Starts an execution that schedules a function. */
async function schedule(client: SWFClient, scheduled: Scheduled): Promise<void> {
  await prepare(client);
  await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  const scheduleLambdaFunctionDecisionAttributes = { id: '1', ...scheduled };
  const decisions = [{ decisionType: 'ScheduleLambdaFunction' as const, scheduleLambdaFunctionDecisionAttributes }];
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
}

/** The events of a Lambda task from its start to its end. */
async function invoke(lambda: LambdaOptions | undefined, scheduled: Scheduled): Promise<HistoryEvent[]> {
  await using service = createLocalService({ clock: new VirtualClock(), lambda });
  const client = service.client();
  await schedule(client, scheduled);
  const { events = [] } = await pollForDecision(client);
  return events.filter(({ eventType }) => /^(Start)?Lambda/.test(eventType ?? ''));
}

it('a local function receives the parsed input, and its return value becomes the JSON result', async () => {
  const inputs: unknown[] = [];
  const functions = {
    charge: async (input: unknown) => {
      inputs.push(input);
      return { charged: true };
    },
  };
  const [scheduled, started, completed] = await invoke({ functions }, { name: 'charge', input: '{"amount":5}' });
  expect(inputs).toEqual([{ amount: 5 }]);
  expect(scheduled?.lambdaFunctionScheduledEventAttributes).toMatchObject({ id: '1', name: 'charge' });
  expect(started?.lambdaFunctionStartedEventAttributes?.scheduledEventId).toBe(scheduled?.eventId);
  expect(completed?.lambdaFunctionCompletedEventAttributes).toMatchObject({
    scheduledEventId: scheduled?.eventId,
    startedEventId: started?.eventId,
    result: '{"charged":true}',
  });
});

it.each([
  ['without input', {}],
  ['with an empty input', { input: '' }],
])('a function %s receives an empty object and may return undefined', async (_, given) => {
  const run = vi.fn();
  const [, , completed] = await invoke({ functions: { notify: run } }, { name: 'notify', ...given });
  expect(run).toHaveBeenCalledWith({});
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('null');
});

it('a function is found by the name in its ARN', async () => {
  const name = 'arn:aws:lambda:us-east-1:123456789012:function:charge:PROD';
  const [, , completed] = await invoke({ functions: { charge: () => 1 } }, { name });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('1');
});

it.each<[string, LambdaOptions | undefined, Scheduled, { reason: string; details: unknown }]>([
  [
    'a function that throws',
    {
      functions: {
        charge: () => {
          throw new RangeError('too much');
        },
      },
    },
    { name: 'charge' },
    { reason: 'Unhandled', details: { errorType: 'RangeError', errorMessage: 'too much' } },
  ],
  [
    'a function that rejects with a text',
    { functions: { charge: () => Promise.reject('too much') } },
    { name: 'charge' },
    { reason: 'Unhandled', details: { errorType: 'Error', errorMessage: 'too much' } },
  ],
  [
    'a function that rejects with what has no text',
    { functions: { charge: () => Promise.reject(Object.create(null)) } },
    { name: 'charge' },
    { reason: 'Unhandled', details: { errorType: 'Error', errorMessage: 'an object' } },
  ],
  [
    'a function whose input is not JSON',
    { functions: { charge: () => 1 } },
    { name: 'charge', input: 'five' },
    { reason: 'InvalidRequestContentException', details: { Message: 'Could not parse request body into json' } },
  ],
  [
    'an unknown function',
    { functions: { charge: () => 1 } },
    { name: 'toString' },
    { reason: 'ResourceNotFoundException', details: { Message: 'Function not found: toString' } },
  ],
  [
    'a function of a service without any',
    undefined,
    { name: 'charge' },
    { reason: 'ResourceNotFoundException', details: { Message: 'Function not found: charge' } },
  ],
])('%s fails with its reason', async (_, lambda, scheduled, expected) => {
  const [, , failed] = await invoke(lambda, scheduled);
  const { reason, details = '' } = failed?.lambdaFunctionFailedEventAttributes ?? {};
  expect({ reason, details: JSON.parse(details) }).toEqual(expected);
});

it('a function whose result is too long for an event fails', async () => {
  const [, , completed] = await invoke({ functions: { big: () => 'x'.repeat(32_766) } }, { name: 'big' });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toHaveLength(32_768);
  const [, , failed] = await invoke({ functions: { big: () => 'x'.repeat(32_767) } }, { name: 'big' });
  expect(failed?.lambdaFunctionFailedEventAttributes?.reason).toBe('ResultTooLarge');
});

/** Starts an endpoint of Lambda for one test; the requests that it received are added to `received`. */
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

it('a function holds an auto-skipping clock, but only while it runs', async () => {
  const clock = new VirtualClock({ autoSkip: true });
  let finish = () => {};
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await using service = createLocalService({ clock, lambda: { functions: { charge: () => running } } });
  const client = service.client();
  await prepare(client);
  await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  const scheduleLambdaFunctionDecisionAttributes = { id: '1', name: 'charge' };
  const decisions = [{ decisionType: 'ScheduleLambdaFunction' as const, scheduleLambdaFunctionDecisionAttributes }];
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  const before = clock.now();
  const poll = pollForDecision(client);
  const turns = 100;
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(clock.now()).toBe(before);
  finish();
  const { events = [], taskToken: next } = await poll;
  expect(events.map(({ eventType }) => eventType)).toContain('LambdaFunctionCompleted');
  const startTimerDecisionAttributes = { timerId: 't', startToFireTimeout: '30' };
  const timer = { decisionType: 'StartTimer' as const, startTimerDecisionAttributes };
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken: next, decisions: [timer] }));
  await pollForDecision(client);
  expect(clock.now()).toBe(before + 30_000);
});

it.each<[string, (client: SWFClient, clock: VirtualClock) => Promise<unknown>]>([
  ['that has timed out', (_, clock) => clock.advance({ seconds: 10 })],
  [
    'of a terminated execution',
    async (client) => {
      await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' }));
      await start(client, 'order-2');
    },
  ],
])('a function %s does not hold an auto-skipping clock', async (_, end) => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  const functions = { charge: () => new Promise(() => {}) };
  await using service = createLocalService({ clock, lambda: { functions } });
  const client = service.client();
  await schedule(client, { name: 'charge', startToCloseTimeout: '10' });
  await clock.advance({ seconds: 0 });
  await end(client, clock);
  const before = clock.now();
  // On its way to the timeout of an execution, the clock ends the poll.
  await pollForActivity(client);
  expect(clock.now()).toBe(before + 60_000);
});
