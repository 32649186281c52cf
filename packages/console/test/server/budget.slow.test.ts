import {
  CountPendingActivityTasksCommand,
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, startOrders, type TestService } from '../support/service.js';
import { openStream } from '../support/stream.js';

const HOURS = 24;
const TABS = 20;
const RUNS = 3;
const HOURS_BETWEEN_BURSTS = 4;
const TIMEOUT_IN_MILLISECONDS = 600_000;

/** What the console may send of an operation in some seconds: a burst of 5 %, and a quarter of the refill. */
function budgeted([bucket, refillPerSecond]: readonly [number, number], seconds: number): number {
  return bucket * 0.05 + refillPerSecond * 0.25 * seconds;
}

const RATES: Readonly<Record<string, readonly [bucket: number, refillPerSecond: number]>> = {
  GetWorkflowExecutionHistory: [2000, 60],
  ListOpenWorkflowExecutions: [200, 48],
  ListClosedWorkflowExecutions: [200, 6],
  CountOpenWorkflowExecutions: [2000, 6],
  CountPendingActivityTasks: [200, 6],
  CountPendingDecisionTasks: [200, 6],
};

function topicsOf(tab: number, runIds: readonly string[]): readonly Topic[] {
  const order = (tab % RUNS) + 1;
  return [
    {
      id: 'run',
      topic: 'history',
      domain: 'orders',
      workflowId: `order-${order}`,
      runId: runIds[order - 1] ?? '',
      after: 0,
    },
    { id: 'open', topic: 'list', domain: 'orders', q: 'status:open' },
    { id: 'closed', topic: 'list', domain: 'orders', q: `closed:failed tag:t${tab % 3}` },
    { id: 'count', topic: 'counts', domain: 'orders', q: 'status:open' },
    { id: 'lists', topic: 'taskLists', domain: 'orders', names: ['orders'] },
  ];
}

/** A program beside the console that uses all of SWF's burst but the 5 % that is the console's. */
async function burst({ domain: { name: domain } }: TestService, client: SWFClient): Promise<void> {
  const startTimeFilter = { oldestDate: new Date(0) };
  for (let index = 0; index < 190; index += 1) {
    await client.send(new ListClosedWorkflowExecutionsCommand({ domain, startTimeFilter }));
    await client.send(new ListOpenWorkflowExecutionsCommand({ domain, startTimeFilter }));
    await client.send(new CountPendingActivityTasksCommand({ domain, taskList: { name: 'orders' } }));
  }
}

/** A click that is unlike the others, which would share an answer. */
const failedWith = (index: number) => `executions?domain=orders&q=closed:failed%20tag:t${index}`;

describe('Budget', () => {
  it(
    `never gets a caller beside it throttled, in a day of ${TABS} tabs and many clicks`,
    async () => {
      await using swf = await createTestService({ throttling: true });
      const runIds = await startOrders(swf, RUNS);
      const live = countingClient(swf.service.client({ maxAttempts: 1 }));
      const test = swf.console({ client: live.client });
      await using _console = test.console;
      for (let tab = 0; tab < TABS; tab += 1) await openStream(test, topicsOf(tab, runIds));
      const production = swf.service.client({ maxAttempts: 1 });
      for (let hour = 0; hour < HOURS; hour += HOURS_BETWEEN_BURSTS) {
        await swf.clock.advance({ hours: HOURS_BETWEEN_BURSTS });
        // Somebody holds down a key: far more than the budget.
        const clicks = Array.from({ length: 100 }, (_, index) => test.get(failedWith(index)));
        const statuses = Promise.all(clicks).then((answers) => new Set(answers.map(({ status }) => status)));
        await burst(swf, production);
        await swf.clock.advance({ seconds: 30 });
        expect(await statuses).toEqual(new Set([200, 429]));
      }
      const seconds = HOURS * 3600;
      for (const [operation, rate] of Object.entries(RATES)) {
        expect(live.count(operation)).toBeGreaterThan(0);
        expect(live.count(operation)).toBeLessThanOrEqual(budgeted(rate, seconds));
      }
      expect(live.sent.every((operation) => Object.hasOwn(RATES, operation))).toBe(true);
    },
    TIMEOUT_IN_MILLISECONDS,
  );

  it('lets a click pass before live updates that wait, and drops what would wait longer than its interval', async () => {
    await using swf = await createTestService();
    const { client, count } = countingClient(swf.client);
    // A token every 3.3 s, after a burst of 10: 18 of the others can wait for their interval of 60
    // s.
    const test = swf.console({ client, budget: 0.05 });
    await using _console = test.console;
    const topics = Array.from(
      { length: 50 },
      (_, index): Topic => ({ id: `${index}`, topic: 'list', domain: 'orders', q: `closed:failed tag:t${index}` }),
    );
    const stream = await openStream(test, topics);
    await stream.until((updates) => updates.filter(isSlowed).length === 50 - 10 - 18);
    expect(count('ListClosedWorkflowExecutions')).toBe(10);
    const click = test.get('executions?domain=orders&q=closed:failed');
    await swf.clock.advance({ seconds: 4 });
    expect((await click).status).toBe(200);
    expect(count('ListClosedWorkflowExecutions')).toBe(11);
  });

  it('answers 429 to a click that would wait longer than a person does', async () => {
    await using swf = await createTestService();
    const { get } = swf.console({ budget: 0.01 });
    const answers = Array.from({ length: 11 }, (_, index) => get(failedWith(index)));
    const last = await answers.at(-1);
    expect(last?.status).toBe(429);
    expect(last?.headers.get('retry-after')).toBe('17');
    expect(await last?.json()).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      title: "ListClosedWorkflowExecutions is not sent: the console's share of SWF's request rate is used up",
    });
  });

  it('stops live updates of an operation for 30 s when SWF throttles it, doubling to 5 min', async () => {
    await using swf = await createTestService();
    swf.service.faults.set([{ operations: ['ListOpenWorkflowExecutions'], fault: 'ThrottlingException' }]);
    const { client, count } = countingClient(swf.service.client({ maxAttempts: 1 }));
    const test = swf.console({ client });
    await using _console = test.console;
    const stream = await openStream(test, [{ id: 'a', topic: 'list', domain: 'orders', q: 'status:open' }]);
    await stream.until((updates) => updates.some(isSlowed));
    const pausesWithin = async (limit: number) => {
      const seen: number[] = [];
      for (let seconds = 0; seconds < limit; seconds += 1) {
        const before = count();
        await swf.clock.advance({ seconds: 1 });
        if (count() > before) seen.push(seconds + 1);
      }
      return seen.map((at, index) => at - (seen[index - 1] ?? 0));
    };
    expect(await pausesWithin(1500)).toEqual([30, 60, 120, 240, 300, 300, 300]);
    swf.service.faults.set([]);
    await swf.clock.advance({ seconds: 300 });
    await stream.until((updates) => updates.some(({ topic }) => topic === 'list'));
    expect(stream.updates.findLast(({ topic }) => topic === 'state')).toMatchObject({ live: { state: 'live' } });
    // SWF has answered: the next pause is short again, and the first wait is that of a quiet list.
    await swf.clock.advance({ seconds: 60 });
    swf.service.faults.set([{ operations: ['ListOpenWorkflowExecutions'], fault: 'ThrottlingException' }]);
    const [untilThrottled = 0, ...pauses] = await pausesWithin(400);
    expect(untilThrottled).toBeLessThan(100);
    expect(pauses).toEqual([60, 60, 120]);
  });

  it('shows what is left in the session', async () => {
    await using swf = await createTestService();
    const { get, json } = swf.console();
    await get('executions?domain=orders&q=status:open');
    expect(await json('session')).toMatchObject({ budget: { ListOpenWorkflowExecutions: 9 } });
  });

  it('starts with 5 % of the bucket that SWF documents for each operation', async () => {
    await using swf = await createTestService();
    const { get, json, post } = swf.console({ changes: kinds });
    await get('domains');
    await get('types/activity?domain=orders');
    await post('domains', { name: 'b', retentionPeriodInDays: 7 });
    await post('domains/deprecate', { name: 'b' });
    await post('domains/undeprecate', { name: 'b' });
    // What is left after one request of each, and after two for the domains of both statuses.
    expect((await json<{ readonly budget: object }>('session')).budget).toMatchObject({
      ListDomains: 100 * 0.05 - 2,
      RegisterDomain: 100 * 0.05 - 1,
      DeprecateDomain: 100 * 0.05 - 1,
      UndeprecateDomain: 100 * 0.05 - 1,
    });
  });

  it('regains a quarter of the refill that SWF documents, to the token', async () => {
    await using swf = await createTestService();
    const { get, json } = swf.console();
    const left = async () => (await json<{ readonly budget: Readonly<Record<string, number>> }>('session')).budget;
    for (let index = 0; index < 10; index += 1) await get(`executions?domain=orders&q=status:open%20tag:t${index}`);
    expect(await left()).toMatchObject({ ListOpenWorkflowExecutions: 0 });
    // A quarter of 48 a second, up to the burst of 10.
    for (const ListOpenWorkflowExecutions of [3, 6, 9, 10, 10]) {
      await swf.clock.advance({ seconds: 0.25 });
      expect(await left()).toMatchObject({ ListOpenWorkflowExecutions });
    }
  });

  it('does not limit a service that identified itself as local', async () => {
    await using swf = await createTestService();
    const { get } = swf.console({ target: { service: 'local' } });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => get('executions?domain=orders&q=status:closed')),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

function isSlowed(update: LiveUpdate): boolean {
  return update.topic === 'state' && update.live.state === 'slowed';
}
