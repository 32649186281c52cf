import {
  type Decision,
  GetWorkflowExecutionHistoryCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { afterEach, expect, it } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start } from '../actors.js';
import { scheduleLambdaFunction, startTimer } from '../conformance/decisions.js';
import { createLocalService } from '../services.js';
import { failOnce, hasFailed } from './failing-driver.js';

let service: LocalService;
let client: SWFClient;
let runId: string | undefined;
let errors: string[];
let finish: (result: unknown) => void;

/** Starts an execution on a clock, and makes its first decision. */
async function decide(clock: VirtualClock, decision: Decision, beforeIt = () => {}): Promise<void> {
  errors = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  const resize = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  service = createLocalService({ clock, logger, lambda: { functions: { resize } } });
  client = service.client();
  await prepare(client);
  ({ runId } = await start(client, 'order-1'));
  const { taskToken } = await pollForDecision(client);
  beforeIt();
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision] }));
}

afterEach(async () => {
  expect(hasFailed()).toBe(true);
  await service.close();
});

async function eventTypes(): Promise<(string | undefined)[]> {
  const command = new GetWorkflowExecutionHistoryCommand({
    domain: DOMAIN,
    execution: { workflowId: 'order-1', runId },
  });
  return ((await client.send(command)).events ?? []).map(({ eventType }) => eventType);
}

it('a due item whose commit fails is retried a second later on an auto-skipping clock', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  await decide(clock, startTimer('t', '10'));
  failOnce(/^COMMIT/);
  const { events = [] } = await pollForDecision(client);
  expect(events.at(-3)).toMatchObject({ eventType: 'TimerFired', eventTimestamp: new Date(11_000) });
  expect(errors.at(-1)).toContain('due item failed, retrying in 1 s');
});

it('the next due item that cannot be read after a commit is read a second later', async () => {
  const clock = new VirtualClock({ start: new Date(0) });
  await decide(clock, startTimer('t', '10'), () => failOnce(/^SELECT \* FROM dueItems INDEXED BY deadlinesByTime/));
  await clock.advance({ seconds: 10 });
  expect(await eventTypes()).toContain('TimerFired');
  expect(errors.at(-1)).toContain('due item failed, retrying in 1 s');
});

it.each([
  ['a clock that is advanced', false],
  ['an auto-skipping clock', true],
])('the outcome of a Lambda function whose commit fails is recorded a second later on %s', async (_, autoSkip) => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip });
  await decide(clock, scheduleLambdaFunction());
  await clock.advance({ seconds: 1 });
  const poll = pollForDecision(client);
  await clock.advance({ seconds: 0 });
  failOnce(/^COMMIT/);
  finish('done');
  if (!autoSkip) await clock.advance({ seconds: 1 });
  const { events = [] } = await poll;
  expect(events.at(-3)).toMatchObject({
    eventType: 'LambdaFunctionCompleted',
    eventTimestamp: new Date(2000),
    lambdaFunctionCompletedEventAttributes: { result: '"done"' },
  });
  expect(errors.at(-1)).toContain('recording the outcome of a Lambda function failed, retrying in 1 s');
});

it('an auto-skipping clock whose service cannot be read fails the waiting poll, and moves on with the next', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  await decide(clock, startTimer('t', '10'));
  failOnce(/^SELECT count\(\*\) FROM decisionTasks WHERE state = 'STARTED'/);
  await expect(pollForDecision(service.client({ maxAttempts: 1 }))).rejects.toMatchObject({ name: 'InternalFailure' });
  expect(errors.at(-1)).toContain('disk I/O error');
  const { events = [] } = await pollForDecision(client);
  expect(events.at(-3)).toMatchObject({ eventType: 'TimerFired', eventTimestamp: new Date(10_000) });
});
