import {
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type LambdaOptions, VirtualClock } from '@swf/local';
import { expect, it, vi } from 'vitest';
import { DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';
import { invoke, type Scheduled, schedule } from './invocation.js';

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

it.each([
  ['arn:aws:lambda:us-east-1:123456789012:function:charge:PROD', '"by ARN"'],
  ['arn:aws:lambda:us-east-1:123456789012:function:charge:TEST', '"by name"'],
  ['charge', '"by name"'],
])('of two functions, the one with the whole name %s is called', async (name, result) => {
  const functions = {
    charge: () => 'by name',
    'arn:aws:lambda:us-east-1:123456789012:function:charge:PROD': () => 'by ARN',
  };
  const [, , completed] = await invoke({ functions }, { name });
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe(result);
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
    'a function that throws an error whose name and message are no texts',
    { functions: { charge: () => Promise.reject(Object.assign(new Error('declined'), { name: 1n, message: [2n] })) } },
    { name: 'charge' },
    { reason: 'Unhandled', details: { errorType: '1', errorMessage: '2' } },
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
  expect(failed?.lambdaFunctionFailedEventAttributes).toMatchObject({
    reason: 'ResultTooLarge',
    details: 'The result has more than 32768 characters',
  });
});

it('a function that takes real time is not timed out by an advance', async () => {
  const clock = new VirtualClock();
  const charge = async () => {
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    return 'charged';
  };
  await using service = createLocalService({ clock, lambda: { functions: { charge } } });
  const client = service.client();
  await schedule(client, { name: 'charge', startToCloseTimeout: '10' });
  await clock.advance({ minutes: 1 });
  const { events = [] } = await pollForDecision(client);
  const completed = events.find(({ eventType }) => eventType === 'LambdaFunctionCompleted');
  expect(completed?.lambdaFunctionCompletedEventAttributes?.result).toBe('"charged"');
});

it('a function that never returns is timed out by an advance', async () => {
  const clock = new VirtualClock();
  const functions = { charge: () => new Promise(() => {}) };
  await using service = createLocalService({ clock, lambda: { functions } });
  const client = service.client();
  await schedule(client, { name: 'charge', startToCloseTimeout: '10' });
  await clock.advance({ seconds: 10 });
  const { events = [] } = await pollForDecision(client);
  expect(events.map(({ eventType }) => eventType)).toContain('LambdaFunctionTimedOut');
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
