import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CountOpenWorkflowExecutionsCommand,
  DescribeDomainCommand,
  GetWorkflowExecutionHistoryCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start, TASK_LIST, WORKFLOW_TYPE } from '../actors.js';
import { startTimer } from '../conformance/decisions.js';
import { createLocalService } from '../services.js';
import { failOnce, hasFailed } from './failing-driver.js';

const REFUSED = { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } };
const WORKFLOW_IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

let folder: string;
let clock: VirtualClock;
let service: LocalService;
let client: SWFClient;
let errors: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(async () => {
  expect(hasFailed()).toBe(true);
  await service.close();
  rmSync(folder, { recursive: true });
});

async function expectRefused(...requests: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(requests)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: REFUSED });
  }
}

async function openExecutions(): Promise<number | undefined> {
  const startTimeFilter = { oldestDate: new Date(0) };
  return (await client.send(new CountOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter }))).count;
}

async function eventTypes(workflowId: string, runId: string | undefined): Promise<(string | undefined)[]> {
  const command = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: { workflowId, runId } });
  return ((await client.send(command)).events ?? []).map(({ eventType }) => eventType);
}

const signal = (workflowId: string) =>
  client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId, signalName: 'paid' }));

const respond = (taskToken: string | undefined, ...decisions: ReturnType<typeof startTimer>[]) =>
  client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));

describe.each([
  ['on a file', (): string | undefined => join(folder, 'data')],
  ['in memory', () => undefined],
])('a failed commit %s', (_, data) => {
  beforeEach(async () => {
    clock = new VirtualClock();
    errors = [];
    const ignore = () => {};
    const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
    const limits = { openExecutionsPerDomain: WORKFLOW_IDS.length };
    service = createLocalService({ data: data(), clock, logger, limits });
    client = service.client({ maxAttempts: 1 });
    await prepare(client);
  });

  it('fails every request of its group with a 500 and applies none of them', async () => {
    failOnce(/^COMMIT/);
    await expectRefused(...WORKFLOW_IDS.map((workflowId) => start(client, workflowId)));
    expect(errors[0]).toMatch(/^commit failed, its changes are rolled back: Error: disk I\/O error in COMMIT\n/);
    expect(await openExecutions()).toBe(0);
    await Promise.all(WORKFLOW_IDS.map((workflowId) => start(client, workflowId)));
    await expect(start(client, 'i')).rejects.toMatchObject({ name: 'LimitExceededFault' });
  });

  it('fails a request that read its changes', async () => {
    failOnce(/^COMMIT/);
    await expectRefused(start(client, 'order-1'), openExecutions());
    expect(await openExecutions()).toBe(0);
  });

  it('fails a request that was refused because of its changes', async () => {
    failOnce(/^COMMIT/);
    await expectRefused(start(client, 'order-1'), start(client, 'order-1'));
    expect(await openExecutions()).toBe(0);
  });

  it('leaves polls waiting until a task is committed', async () => {
    const poll = pollForDecision(client);
    await clock.advance({ seconds: 1 });
    failOnce(/^COMMIT/);
    await expect(start(client, 'lost')).rejects.toMatchObject(REFUSED);
    await clock.advance({ seconds: 1 });
    await start(client, 'order-1');
    expect((await poll).workflowExecution?.workflowId).toBe('order-1');
  });

  it('returns a task taken by a poll to the next poll, once', async () => {
    const polls = Promise.allSettled([pollForDecision(client), pollForDecision(client)]);
    await clock.advance({ seconds: 1 });
    // The start of the execution is committed, the start of its task is not.
    failOnce(/^COMMIT/, { skip: 1 });
    const { runId } = await start(client, 'order-1');
    expect(await polls).toMatchObject([
      { status: 'rejected', reason: REFUSED },
      { status: 'fulfilled', value: { startedEventId: 3 } },
    ]);
    expect(await eventTypes('order-1', runId)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
    ]);
  });

  it('gives a task returned by a lost poller to the next poll', async () => {
    await start(client, 'order-1');
    const abort = new AbortController();
    const poll = { headers: { 'x-amz-target': 'SimpleWorkflowService.PollForDecisionTask' } };
    const body = JSON.stringify({ domain: DOMAIN, taskList: TASK_LIST });
    const given = service.requestHandler.handle({ ...poll, body }, { abortSignal: abort.signal });
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance({ seconds: 1 });

    failOnce(/^COMMIT/);
    await expectRefused(signal('order-1'), pollForDecision(client));
    expect((await pollForDecision(client)).startedEventId).toBe(3);
  });

  it('leaves no timer behind, and still fires earlier ones', async () => {
    const { runId } = await start(client, 'order-1');
    await respond((await pollForDecision(client)).taskToken, startTimer('kept', '20'));
    await signal('order-1');
    const { taskToken } = await pollForDecision(client);
    failOnce(/^COMMIT/);
    await expect(respond(taskToken, startTimer('lost', '10'))).rejects.toMatchObject(REFUSED);
    await clock.advance({ seconds: 30 });
    expect((await eventTypes('order-1', runId)).slice(4)).toEqual([
      'TimerStarted',
      'WorkflowExecutionSignaled',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'TimerFired',
      'DecisionTaskScheduled',
    ]);
  });

  it('of a due item is retried after a second, and delays no later item', async () => {
    const { runId } = await start(client, 'order-1');
    const fired = async () => (await eventTypes('order-1', runId)).filter((type) => type === 'TimerFired').length;
    for (const failures of [1, 2]) {
      await respond((await pollForDecision(client)).taskToken, startTimer('t', '10'));
      failOnce(/^COMMIT/);
      await clock.advance({ seconds: 10 });
      expect(await fired()).toBe(failures - 1);
      expect(errors.at(-1)).toContain('due item failed, retrying in 1 s');
      await clock.advance({ seconds: 1 });
      expect(await fired()).toBe(failures);
    }
    await respond((await pollForDecision(client)).taskToken, startTimer('later', '10'));
    await clock.advance({ seconds: 10 });
    expect(await fired()).toBe(3);
  });

  it('forgets the domains and types registered in it', async () => {
    const register = (name: string) =>
      client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
    failOnce(/^COMMIT/);
    await expectRefused(register('lost'), client.send(new DescribeDomainCommand({ name: 'lost' })));
    await register('kept');
    const unknown = { name: 'UnknownResourceFault' };
    await expect(client.send(new DescribeDomainCommand({ name: 'lost' }))).rejects.toMatchObject(unknown);
    const type = (domain: string) => new RegisterWorkflowTypeCommand({ domain, ...WORKFLOW_TYPE });
    await expect(client.send(type('lost'))).rejects.toMatchObject(unknown);
    await client.send(type('kept'));
  });
});

describe('a request that fails halfway', () => {
  beforeEach(async () => {
    clock = new VirtualClock();
    errors = [];
    const ignore = () => {};
    const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
    service = createLocalService({ clock, logger });
    client = service.client({ maxAttempts: 1 });
    await prepare(client);
  });

  it('leaves nothing of its changes in memory', async () => {
    const { runId } = await start(client, 'order-1');
    const { taskToken } = await pollForDecision(client);
    failOnce(/^INSERT INTO timers/);
    await expectRefused(respond(taskToken, startTimer('t', '10')));
    expect(await eventTypes('order-1', runId)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
    ]);
    await respond(taskToken, startTimer('t', '10'));
    expect((await eventTypes('order-1', runId)).slice(3)).toEqual(['DecisionTaskCompleted', 'TimerStarted']);
  });

  it('fails the poll that waited for its task, which goes to the next poll', async () => {
    const poll = Promise.allSettled([pollForDecision(client)]);
    await clock.advance({ seconds: 1 });
    failOnce(/^UPDATE decisionTasks SET state = 'STARTED'/);
    await start(client, 'order-1');
    expect(await poll).toMatchObject([{ status: 'rejected', reason: REFUSED }]);
    expect((await pollForDecision(client)).startedEventId).toBe(3);
  });

  it('rolls back its own changes and keeps those of its group', async () => {
    // The second event of the third start.
    failOnce(/^INSERT INTO events/, { skip: 5 });
    const outcomes = await Promise.allSettled(WORKFLOW_IDS.map((workflowId) => start(client, workflowId)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: REFUSED }]);
    expect(await openExecutions()).toBe(WORKFLOW_IDS.length - 1);
    await start(client, 'c');
  });

  it('fails its group if SQLite has rolled back everything', async () => {
    failOnce(/^INSERT INTO events/, { skip: 5, rollsBack: true });
    const outcomes = await Promise.allSettled(WORKFLOW_IDS.map((workflowId) => start(client, workflowId)));
    const failed = outcomes.filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(3);
    expect(await openExecutions()).toBe(WORKFLOW_IDS.length - 3);
    for (const workflowId of ['a', 'b', 'c']) await start(client, workflowId);
  });
});
