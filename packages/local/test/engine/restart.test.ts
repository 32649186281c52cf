import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Decision,
  ListClosedWorkflowExecutionsCommand,
  RespondDecisionTaskCompletedCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type ServiceState, VirtualClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/open-database.js';
import { ACTIVITY_TYPE, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { schedule } from '../lambda/invocation.js';
import { createLocalService } from '../services.js';
import { complete, DOMAIN, recordMarker, scheduleActivity, startChild, startTimer, Workbench } from './workbench.js';

// Imports the database: rows of what is still to happen cannot be seen from outside.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Step = (bench: Workbench, tokens: Map<string, { taskToken: string }>) => void;

/** One order from start to end, with every kind of state kept between two requests. */
const STEPS: readonly Step[] = [
  (bench) => bench.register(),
  (bench) => void bench.start('order-1', { tagList: ['eu'], lambdaRole: 'role', taskPriority: '3' }),
  (bench) => bench.signal('order-1'),
  (bench, tokens) => tokens.set('decision', bench.pollDecision() ?? { taskToken: '' }),
  (bench) => bench.signal('order-1'),
  (bench, tokens) =>
    bench.respond(
      tokens.get('decision') ?? { taskToken: '' },
      scheduleActivity('charge', { heartbeatTimeout: '20', taskPriority: '1' }),
      scheduleActivity('ship', { taskPriority: '2' }),
      startTimer('reminder', '30'),
      startTimer('late', '500'),
      startChild('child-1', { taskList: { name: 'children' } }),
      startChild('child-2', { taskList: { name: 'children' } }),
      {
        decisionType: 'SignalExternalWorkflowExecution',
        signalExternalWorkflowExecutionDecisionAttributes: { workflowId: 'child-1', signalName: 'hello', control: 'c' },
      },
      {
        decisionType: 'ScheduleLambdaFunction',
        scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'f', startToCloseTimeout: '40' },
      },
      recordMarker('begun'),
    ),
  (bench) => bench.advance(),
  (bench, tokens) => tokens.set('ship', bench.pollActivity() ?? { taskToken: '' }),
  (bench, tokens) => tokens.set('charge', bench.pollActivity() ?? { taskToken: '' }),
  (bench, tokens) =>
    bench.call('RecordActivityTaskHeartbeat', { taskToken: tokens.get('charge')?.taskToken, details: 'half' }),
  (bench, tokens) => tokens.set('decision', bench.pollDecision() ?? { taskToken: '' }),
  (bench, tokens) =>
    bench.call('RespondDecisionTaskCompleted', {
      taskToken: tokens.get('decision')?.taskToken,
      decisions: [
        {
          decisionType: 'RequestCancelActivityTask',
          requestCancelActivityTaskDecisionAttributes: { activityId: 'ship' },
        },
      ],
      executionContext: 'seen',
      taskList: { name: 'sticky' },
      taskListScheduleToStartTimeout: '5',
    }),
  (bench, tokens) => bench.call('RespondActivityTaskCanceled', { taskToken: tokens.get('ship')?.taskToken }),
  (bench) => bench.advance(120),
  (bench, tokens) => tokens.set('child', bench.pollDecision('children') ?? { taskToken: '' }),
  (bench, tokens) => bench.respond(tokens.get('child') ?? { taskToken: '' }, complete),
  (bench) => bench.advance(1),
  (bench) => void bench.decide(),
  (bench) => bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1' }),
  (bench) => bench.advance(10),
];

/** Returns all stored rows, with random run ids replaced. */
function dump(database: Database): string {
  const tables = database
    .prepareValue<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all();
  const rows = tables.map((table) => [table, database.prepare<[], object>(`SELECT * FROM ${table}`).all()]);
  const runIds = database.prepareValue<[], string>('SELECT runId FROM executions ORDER BY id').all();
  return runIds.reduce(
    (text, runId, index) => text.replaceAll(runId, `run ${index}`),
    // The numbers of due items only order them.
    JSON.stringify(rows, (key, value) => (key === 'number' ? undefined : value), 1),
  );
}

it('a service restarted after every request ends up with the same data as one left running', async () => {
  const lasting = new Workbench();
  const tokens = new Map<string, { taskToken: string }>();
  for (const step of STEPS) step(lasting, tokens);

  const path = join(folder, 'data');
  const tokensOfRestarted = new Map<string, { taskToken: string }>();
  let now = new Workbench().now;
  for (const step of STEPS) {
    const database = openDatabase(path);
    const bench = new Workbench({ database, now });
    step(bench, tokensOfRestarted);
    now = bench.now;
    await bench.engine.close();
  }
  const restarted = openDatabase(path);
  expect(dump(restarted)).toBe(dump(lasting.database));
  expect(dump(restarted)).toContain('CHILD_POLICY_APPLIED');
  restarted.close();
});

it('items that fall due while the service is stopped fire in order on restart, with its time', async () => {
  const path = join(folder, 'data');
  const first = openDatabase(path);
  const before = new Workbench({ database: first }).register();
  const runId = before.start('order-1');
  before.decide(startTimer('second', '20'), startTimer('first', '10'), scheduleActivity('charge'));
  await before.engine.close();

  const database = openDatabase(path);
  const bench = new Workbench({ database, now: before.now + 3_000_000 });
  expect(bench.engine.nextDueTime()).toBe(before.now + 10_000);
  bench.advance();
  const events = bench.history('order-1', runId).slice(7);
  expect(events.map(({ eventType, eventTimestamp }) => [eventType, eventTimestamp])).toEqual([
    ['TimerFired', bench.now / 1000],
    ['DecisionTaskScheduled', bench.now / 1000],
    ['TimerFired', bench.now / 1000],
    ['ActivityTaskTimedOut', bench.now / 1000],
  ]);
  expect(events[0]).toMatchObject({ timerFiredEventAttributes: { timerId: 'first' } });
  database.close();
});

it('what was on its way when the service was stopped goes out first, even if its clock starts earlier', async () => {
  const data = join(folder, 'data');
  const before = new Workbench({ database: openDatabase(data) }).register();
  before.start('parent');
  before.decide(startChild('child'));
  await before.engine.close();

  const now = new Date(before.now - 3_600_000);
  let state: ServiceState | undefined;
  class WatchedClock extends VirtualClock {
    override attach(service: ServiceState) {
      state = service;
      return super.attach(service);
    }
  }
  await using service = createLocalService({ data, region: 'eu-west-1', clock: new WatchedClock({ start: now }) });
  expect([service.deadlines()[0], state?.nextDeadline]).toEqual([now, now.getTime()]);
  const client = service.client();
  await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'parent' }));
  await service.clock.advance({ seconds: 0 });
  const startTimeFilter = { oldestDate: new Date(0) };
  const list = new ListClosedWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter });
  const { executionInfos = [] } = await client.send(list);
  const statuses = executionInfos.map(({ execution, closeStatus }) => [execution?.workflowId, closeStatus]);
  expect(Object.fromEntries(statuses)).toEqual({ parent: 'TERMINATED', child: 'TERMINATED' });
});

it('what was on its way when the service was stopped goes out before what fell due meanwhile', async () => {
  const path = join(folder, 'data');
  const before = new Workbench({ database: openDatabase(path) }).register();
  const runId = before.start('receiver', { executionStartToCloseTimeout: '60', taskList: { name: 'nobody' } });
  before.start('sender');
  before.decide({
    decisionType: 'SignalExternalWorkflowExecution',
    signalExternalWorkflowExecutionDecisionAttributes: { workflowId: 'receiver', signalName: 'hello' },
  });
  await before.engine.close();

  const database = openDatabase(path);
  const bench = new Workbench({ database, now: before.now + 61_000 });
  bench.engine.fireOverdue();
  expect(bench.types('receiver', runId).slice(2)).toEqual(['WorkflowExecutionSignaled', 'WorkflowExecutionTimedOut']);
  database.close();
});

it('what falls due while the service is stopped is over before its first request', async () => {
  const data = join(folder, 'data');
  const open = (seconds: number) =>
    createLocalService({ data, clock: new VirtualClock({ start: new Date(seconds * 1000) }) });
  const stopped = open(0);
  await prepare(stopped.client());
  await start(stopped.client(), 'order-1');
  const { taskToken } = await pollForDecision(stopped.client());
  const charge: Decision = {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityId: 'charge',
      activityType: ACTIVITY_TYPE,
      scheduleToStartTimeout: '10',
    },
  };
  await stopped.client().send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [charge] }));
  await stopped.close();

  await using service = open(100_000);
  const abort = new AbortController();
  const tooLate = pollForActivity(service.client(), abort.signal);
  const { events = [] } = await pollForDecision(service.client());
  expect(events.at(-3)).toMatchObject({
    eventType: 'ActivityTaskTimedOut',
    eventTimestamp: new Date(100_000_000),
    activityTaskTimedOutEventAttributes: { timeoutType: 'SCHEDULE_TO_START', startedEventId: 0 },
  });
  abort.abort();
  await expect(tooLate).rejects.toThrow();
});

it('a service that was restarted fires a timer in time, even if no request comes before', async () => {
  const data = join(folder, 'data');
  const clock = new VirtualClock({ start: new Date(0) });
  const stopped = createLocalService({ data, clock });
  await prepare(stopped.client());
  await start(stopped.client(), 'order-1');
  const { taskToken } = await pollForDecision(stopped.client());
  const startTimerDecisionAttributes = { timerId: 't', startToFireTimeout: '10' };
  const decisions = [{ decisionType: 'StartTimer' as const, startTimerDecisionAttributes }];
  await stopped.client().send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  await stopped.close();

  await using service = createLocalService({ data, clock });
  await clock.advance({ seconds: 60 });
  const { events = [] } = await pollForDecision(service.client());
  expect(events.at(-3)).toMatchObject({ eventType: 'TimerFired', eventTimestamp: new Date(10_000) });
});

it('executions whose retention ends while the service is stopped are gone before its first request', async () => {
  const data = join(folder, 'data');
  const day = 86_400_000;
  const open = (days: number) => createLocalService({ data, clock: new VirtualClock({ start: new Date(days * day) }) });
  const stopped = open(0);
  await prepare(stopped.client());
  await start(stopped.client(), 'order-1');
  await stopped.client().send(new TerminateWorkflowExecutionCommand({ domain: 'orders', workflowId: 'order-1' }));
  await stopped.close();

  await using service = open(31);
  const closed = new ListClosedWorkflowExecutionsCommand({
    domain: 'orders',
    startTimeFilter: { oldestDate: new Date(0) },
  });
  expect((await service.client().send(closed)).executionInfos).toEqual([]);
});

describe('a Lambda function that was running when the service stopped', () => {
  /**
   * Returns the last events of its execution after a restart, and how often it was invoked then.
   */
  async function restart(seconds: number): Promise<{ readonly events: unknown; readonly calls: number }> {
    const data = join(folder, 'data');
    const open = (at: number, run: () => unknown) =>
      createLocalService({
        data,
        clock: new VirtualClock({ start: new Date(at * 1000) }),
        lambda: { functions: { charge: run } },
      });
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const stopped = open(0, () => {
      started();
      return new Promise(() => {});
    });
    await schedule(stopped.client(), { name: 'charge', startToCloseTimeout: '60' });
    await running;
    await stopped.close();

    let calls = 0;
    await using service = open(seconds, () => ++calls);
    const { events = [] } = await pollForDecision(service.client());
    return { events: events.slice(-3).map(({ eventType }) => eventType), calls };
  }

  it('is invoked again after a restart', async () => {
    const events = ['LambdaFunctionCompleted', 'DecisionTaskScheduled', 'DecisionTaskStarted'];
    expect(await restart(30)).toEqual({ events, calls: 1 });
  });

  it('is not invoked again if it has timed out by then', async () => {
    const events = ['LambdaFunctionTimedOut', 'DecisionTaskScheduled', 'DecisionTaskStarted'];
    expect(await restart(61)).toEqual({ events, calls: 0 });
  });
});
