import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Decision,
  DescribeWorkflowExecutionCommand,
  GetWorkflowExecutionHistoryCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService, FRONT_ENDS } from '../services.js';

const timer = (timerId: string, startToFireTimeout: string): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout },
});
const activity = (activityId: string): Decision => ({
  decisionType: 'ScheduleActivityTask',
  scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY_TYPE },
});
const complete: Decision = { decisionType: 'CompleteWorkflowExecution' };

/** A decider that answers its tasks with these batches in turn, and then stops. */
async function decide(client: SWFClient, batches: readonly Decision[][]): Promise<void> {
  for (const decisions of batches) {
    let { taskToken } = await pollForDecision(client);
    while (!taskToken) ({ taskToken } = await pollForDecision(client));
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  }
}

async function make(front: (typeof FRONT_ENDS)[number][1]) {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  const service: LocalService<VirtualClock> = await front({ clock });
  const client = service.client();
  await prepare(client);
  return { clock, client, service, [Symbol.asyncDispose]: () => service.close() };
}

describe('an auto-skipping clock shared by two services', () => {
  it('stands still while either has a task out', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using first = createLocalService({ clock });
    await using second = createLocalService({ clock });
    const [holder, sleeper] = [first.client(), second.client()];
    for (const client of [holder, sleeper]) {
      await prepare(client);
      await start(client, 'order-1');
    }
    const { taskToken } = await pollForDecision(holder);
    const sleep = decide(sleeper, [[timer('a', '30')], [complete]]);
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(0);
    await holder.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [complete] }));
    await sleep;
    expect(clock.now()).toBe(30_000);
  });

  it('stops at the deadlines of both, whichever has the waiting poll', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using first = createLocalService({ clock });
    await using second = createLocalService({ clock });
    const [one, other] = [first.client(), second.client()];
    const fired: [string, number][] = [];
    const sleep = async (name: string, client: SWFClient, seconds: readonly string[]) => {
      await prepare(client);
      await start(client, 'order-1');
      for (const each of seconds) await decide(client, [[timer(each, each)]]);
      await decide(client, [[complete]]);
      fired.push([name, clock.now() / 1000]);
    };
    await Promise.all([sleep('first', one, ['30', '30']), sleep('second', other, ['45'])]);
    expect(fired).toEqual([
      ['second', 45],
      ['first', 60],
    ]);
  });
});

it('a closed service neither holds an auto-skipping clock nor does anything when it moves', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  const errors: string[] = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  const closed = createLocalService({ clock, logger });
  await prepare(closed.client());
  await start(closed.client(), 'order-1');
  await decide(closed.client(), [[timer('a', '10'), activity('1')]]);
  expect((await pollForActivity(closed.client())).activityId).toBe('1');
  await closed.close();
  await using open = createLocalService({ clock });
  const client = open.client();
  await prepare(client);
  await start(client, 'order-1');
  await decide(client, [[timer('a', '30')], [complete]]);
  expect(clock.now()).toBe(30_000);
  expect(errors).toEqual([]);
});

describe('a clock shared by two services', () => {
  it('fires the timers of both by time, and those of one after the other is closed', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const first = createLocalService({ clock });
    await using second = createLocalService({ clock });
    const fired: string[] = [];
    const runIds: (string | undefined)[] = [];
    const clients = [first.client(), second.client()];
    for (const [index, client] of clients.entries()) {
      await prepare(client);
      runIds.push((await start(client, 'order-1')).runId);
      await decide(client, [[timer('early', `${10 + index}`), timer('late', `${30 - index}`)]]);
    }
    const polls = clients.map((client, index) =>
      pollForDecision(client).then(({ startedEventId }) => {
        fired.push(`${index} at ${clock.now() / 1000}`);
        return startedEventId;
      }),
    );
    await clock.advance({ seconds: 20 });
    expect(await Promise.all(polls)).toEqual([9, 9]);
    expect(fired).toEqual(['0 at 10', '1 at 11']);
    await first.close();
    await clock.advance({ seconds: 20 });
    const execution = { workflowId: 'order-1', runId: runIds[1] };
    const { events = [] } = await second
      .client()
      .send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
    const times = events
      .filter(({ eventType }) => eventType === 'TimerFired')
      .map(({ eventTimestamp }) => eventTimestamp?.getTime());
    expect(times).toEqual([11_000, 29_000]);
  });
});

describe.each(FRONT_ENDS)('an auto-skipping clock %s', (_, front) => {
  it('jumps from deadline to deadline while a poll waits', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[timer('a', '600')], [timer('b', '60')], [complete]]);
    expect(clock.now()).toBe(660_000);
  });

  it('stands still while a task is out', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[activity('1'), timer('a', '86400')]]);
    const { taskToken } = await pollForActivity(client);
    const decider = decide(client, [[], [complete]]);
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(0);

    await client.send(new RespondActivityTaskCompletedCommand({ taskToken }));
    await decider;
    expect(clock.now()).toBe(86_400_000);
  });

  it('stands still if no poll waits', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[timer('a', '600')]]);
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(0);
  });

  it('does not skip to the deletion of old executions or the end of polls', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    const { runId } = await start(client, 'order-1');
    await decide(client, [[timer('a', '60')], [complete]]);
    const abort = new AbortController();
    const poll = pollForDecision(client, abort.signal);
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(60_000);
    const execution = { workflowId: 'order-1', runId };
    const { executionInfo } = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
    expect(executionInfo?.closeStatus).toBe('COMPLETED');
    abort.abort();
    await expect(poll).rejects.toThrow();
  });
});

it('an advance waits for delayed requests', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  await using service = createLocalService({
    clock,
    faults: [{ operations: ['RegisterDomain'], latencyInSeconds: 30 }],
  });
  await prepare(service.client());
  expect(clock.now()).toBe(30_000);
});

describe('an advance', () => {
  it('fires due items one by one at their own times, and lets actors react in between', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    await using service = createLocalService({ clock });
    const client = service.client();
    await prepare(client);
    const { runId } = await start(client, 'order-1');
    const decider = decide(client, [[timer('a', '10'), timer('b', '20'), timer('c', '3000')], [], [], [complete]]);

    await clock.advance({ hours: 1 });
    await decider;

    const execution = { workflowId: 'order-1', runId };
    const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
    const times = (type: string) =>
      events.filter(({ eventType }) => eventType === type).map(({ eventTimestamp }) => Number(eventTimestamp) / 1000);
    expect(times('TimerFired')).toEqual([10, 20, 3000]);
    expect(times('DecisionTaskStarted')).toEqual([0, 10, 20, 3000]);
    expect(times('WorkflowExecutionCompleted')).toEqual([3000]);
  });

  it('ends a poll that was open before, and keeps polls that arrive meanwhile waiting until its end', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    await using service = createLocalService({ clock });
    const client = service.client();
    await prepare(client);
    const ends: number[] = [];
    const poller = (async () => {
      while (ends.length < 2) {
        await pollForDecision(client);
        ends.push(clock.now() / 1000);
      }
    })();

    await clock.advance({ days: 30 });
    expect(ends).toEqual([60]);
    await clock.advance({ seconds: 60 });
    await poller;
    expect(ends).toEqual([60, 30 * 86_400 + 60]);
  });
});

it('an advance waits until changes are written to the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-clock-'));
  const clock = new VirtualClock({ start: new Date(0) });
  const service = createLocalService({ clock, data: join(folder, 'state.db') });
  const client = service.client();
  await prepare(client);
  const { runId } = await start(client, 'order-1');
  const decider = decide(client, [[timer('a', '10'), timer('b', '20')], [], [complete]]);

  await clock.advance({ hours: 1 });
  await decider;

  const execution = { workflowId: 'order-1', runId };
  const { executionInfo } = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
  expect(executionInfo?.closeTimestamp).toEqual(new Date(20_000));
  await service.close();
  rmSync(folder, { recursive: true });
});

it.each(FRONT_ENDS)('fake timers in the process do not affect the service (%s)', async (_, makeService) => {
  const clock = new VirtualClock({ start: new Date(0) });
  await using service = await makeService({ clock });
  const client = service.client();
  await prepare(client);
  vi.useFakeTimers();
  try {
    const poll = pollForDecision(client);
    await clock.advance({ seconds: 10 });
    await start(client, 'order-1');
    expect((await poll).startedEventId).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});

describe.each(FRONT_ENDS)('an auto-skipping clock %s', (_, front) => {
  it('stands still when no request waits any more', async () => {
    await using made = await make(front);
    const { client, clock, service } = made;
    const poll = pollForDecision(client);
    service.faults.set([{ operations: ['StartWorkflowExecution'], latencyInSeconds: 5 }]);
    await start(client, 'order-1');
    const { taskToken } = await poll;
    const decisions = [timer('t', '30')];
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(5000);
    await pollForDecision(client);
    expect(clock.now()).toBe(35_000);
  });
});
