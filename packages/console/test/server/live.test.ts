import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, startOrders, type TestService } from '../support/service.js';
import { openStream } from '../support/stream.js';

const LOCAL = { service: 'local' } as const;

function historyTopic(runId = '', after = 0, workflowId = 'order-1'): Topic {
  return { id: 'run', topic: 'history', domain: 'orders', workflowId, runId, after };
}

/** The ids of the events that came, in their order. */
function eventIds(updates: readonly LiveUpdate[]): readonly number[] {
  return updates.flatMap((update) =>
    update.topic === 'history' ? update.page.events.map((event) => (event as { eventId: number }).eventId) : [],
  );
}

function isFinal(updates: readonly LiveUpdate[]): boolean {
  return updates.some((update) => update.topic === 'state' && update.live.state === 'final');
}

function hasState(updates: readonly LiveUpdate[]): boolean {
  return updates.some(({ topic }) => topic === 'state');
}

async function signal({ client, domain }: TestService, runId = ''): Promise<void> {
  await new WorkflowExecution(domain, 'order-1', { runId }).signal('poke', undefined, { client });
}

describe('Watching a run', () => {
  it('sends the events that the tab does not have, and each new one within an interval', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic(runId, 1)]);
    await stream.until((updates) => eventIds(updates).includes(2));
    await signal(swf, runId);
    await swf.clock.advance({ seconds: 1 });
    await stream.until((updates) => eventIds(updates).includes(3));
    expect(eventIds(stream.updates)).toEqual([2, 3]);
  });

  it('ends when the run is closed', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ target: LOCAL, client });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic(runId)]);
    await stream.until((updates) => eventIds(updates).length === 2);
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    await swf.clock.advance({ seconds: 1 });
    await stream.until(isFinal);
    await stream.until((updates) => updates.some((update) => update.topic === 'history' && update.page.final));
    const sent = count();
    await swf.clock.advance({ minutes: 10 });
    expect(count()).toBe(sent);
  });

  it('costs one poll, however many watch it, and none when all have left', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count, sent } = countingClient(swf.client);
    const test = swf.console({ target: LOCAL, client });
    await using _console = test.console;
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(test, [historyTopic(runId)])));
    await Promise.all(streams.map((stream) => stream.until((updates) => eventIds(updates).length === 2)));
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
    await swf.clock.advance({ seconds: 10 });
    // After 1 s, 1.5 s, and then every 2 s: nothing happens.
    expect(count('GetWorkflowExecutionHistory')).toBe(6);
    await Promise.all(streams.map((stream) => stream.leave()));
    await swf.clock.advance({ minutes: 10 });
    expect(count()).toBe(6);
  });

  it('polls at once for a tab that joins between two polls, and then as often as for one', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ target: LOCAL, client });
    await using _console = test.console;
    const first = await openStream(test, [historyTopic(runId)]);
    await first.until((updates) => eventIds(updates).length === 2);
    await swf.clock.advance({ seconds: 10 });
    // After 8.5 s and, without another tab, 10.5 s.
    expect(count('GetWorkflowExecutionHistory')).toBe(6);
    const second = await openStream(test, [historyTopic(runId)]);
    await second.until((updates) => eventIds(updates).length === 2);
    await expect.poll(() => count('GetWorkflowExecutionHistory')).toBe(7);
    await swf.clock.advance({ seconds: 10 });
    expect(count('GetWorkflowExecutionHistory')).toBe(12);
  });

  it('slows down on AWS while nothing happens, and is back at once on news', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ client });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic(runId)]);
    await stream.until(hasState);
    await swf.clock.advance({ minutes: 10 });
    // Every 30 s, but for the first minute.
    expect(count()).toBeLessThan(30);
    await signal(swf, runId);
    for (let seconds = 0; seconds < 30 && !eventIds(stream.updates).includes(3); seconds += 1) {
      await swf.clock.advance({ seconds: 1 });
    }
    expect(eventIds(stream.updates)).toContain(3);
    await signal(swf, runId);
    await swf.clock.advance({ seconds: 5 });
    await stream.until((updates) => eventIds(updates).includes(4));
  });

  it('catches up on a long history in pages of 1,000 events', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    for (let index = 0; index < 1200; index += 1) await signal(swf, runId);
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic(runId)]);
    await stream.until((updates) => eventIds(updates).length === 1202);
    expect(eventIds(stream.updates)).toEqual(Array.from({ length: 1202 }, (_, index) => index + 1));
  });

  it('costs nothing for a closed run of which the tab has all events', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await new WorkflowExecution(swf.domain, 'order-1').terminate({ client: swf.client });
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ target: LOCAL, client });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic(runId, 3)]);
    await stream.until(isFinal);
    await swf.clock.advance({ minutes: 10 });
    expect(count()).toBe(1);
  });

  it('is within an interval in each of twenty tabs, and throttles no decider beside them', async () => {
    await using swf = await createTestService({ throttling: true });
    const runIds = await startOrders(swf, 20);
    const test = swf.console({ client: swf.service.client({ maxAttempts: 1 }) });
    await using _console = test.console;
    const streams = await Promise.all(
      runIds.map((runId, index) => {
        const topic = historyTopic(runId, 0, `order-${index + 1}`);
        return openStream(test, [
          topic,
          { id: 'list', topic: 'list', domain: 'orders', q: `status:open tag:${index}` },
        ]);
      }),
    );
    await Promise.all(streams.map((stream) => stream.until((updates) => eventIds(updates).includes(2))));
    const decider = swf.service.client({ maxAttempts: 1 });
    for (let round = 1; round <= 10; round += 1) {
      for (let index = 0; index < runIds.length; index += 1) {
        const { taskToken, startedEventId = 0 } = await decider.send(
          new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }),
        );
        expect(startedEventId).toBeGreaterThan(0);
        await decider.send(new RespondDecisionTaskCompletedCommand({ taskToken }));
      }
      const last = 4 * round;
      await swf.clock.advance({ seconds: 5 });
      await Promise.all(streams.map((stream) => stream.until((updates) => eventIds(updates).includes(last))));
      for (const [index, runId] of runIds.entries()) {
        const run = new WorkflowExecution(swf.domain, `order-${index + 1}`, { runId });
        await run.signal('next', undefined, { client: decider });
      }
    }
  });

  it('reports a run that SWF does not know, once', async () => {
    await using swf = await createTestService();
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const stream = await openStream(test, [historyTopic('unknown')]);
    await stream.until((updates) => updates.length > 0);
    await swf.clock.advance({ seconds: 30 });
    expect(stream.updates).toMatchObject([
      {
        id: 'run',
        topic: 'error',
        code: 'DOES_NOT_EXIST',
        title: expect.stringMatching(/^WorkflowExecution ".*" of domain "orders" does not exist/),
      },
    ]);
  });
});

describe('Watching lists and counts', () => {
  it('sends what has changed', async () => {
    await using swf = await createTestService();
    const test = swf.console({ target: LOCAL });
    await using _console = test.console;
    const stream = await openStream(test, [
      { id: 'list', topic: 'list', domain: 'orders', q: 'status:open' },
      { id: 'count', topic: 'counts', domain: 'orders', q: 'status:open' },
      { id: 'lists', topic: 'taskLists', domain: 'orders', names: ['orders'] },
    ]);
    await stream.until((updates) => new Set(updates.map(({ topic }) => topic)).size === 4);
    await startOrders(swf, 1);
    await swf.clock.advance({ seconds: 5 });
    const counts = (updates: readonly LiveUpdate[]) => updates.filter(({ topic }) => topic === 'counts');
    await stream.until((updates) => counts(updates).length === 2);
    expect(counts(stream.updates).at(-1)).toMatchObject({ id: 'count', count: { count: 1, truncated: false } });
    expect(stream.updates.findLast(({ topic }) => topic === 'list')).toMatchObject({
      page: { items: [{ workflowId: 'order-1', startTimestamp: '2026-11-28T12:00:00.000Z' }] },
    });
    expect(stream.updates.findLast(({ topic }) => topic === 'taskLists')).toMatchObject({
      lists: [{ name: 'orders', decision: { count: 1 } }],
    });
  });
});

describe('Stream', () => {
  it('has a comment every 15 s, so that proxies keep it', async () => {
    await using swf = await createTestService();
    const test = swf.console();
    await using _console = test.console;
    const stream = await openStream(test, [{ id: 'a', topic: 'list', domain: 'orders', q: '' }]);
    await stream.until(hasState);
    await swf.clock.advance({ minutes: 1 });
    await stream.until(() => stream.comments.length === 5);
  });

  it('ends when the console closes, and leaves no poll', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ client });
    const stream = await openStream(test, [historyTopic(runId)]);
    await stream.until(hasState);
    await test.console.close();
    await stream.ended;
    const sent = count();
    await swf.clock.advance({ hours: 1 });
    expect(count()).toBe(sent);
  });

  it('says of a topic that it cannot watch why, and sends the updates of the others', async () => {
    await using swf = await createTestService();
    const test = swf.console();
    await using _console = test.console;
    const stream = await openStream(test, [
      { id: 'gone', topic: 'batch', batch: 'b' },
      { id: 'wrong', topic: 'list', domain: 'orders', q: 'x' },
      { id: 'list', topic: 'list', domain: 'orders', q: '' },
    ]);
    await stream.until(hasState);
    expect(stream.updates.filter(({ id }) => id !== 'list')).toEqual([
      { id: 'gone', topic: 'error', code: 'NOT_FOUND', title: expect.stringMatching(/^batch "b" is unknown/) },
      {
        id: 'wrong',
        topic: 'error',
        code: 'INVALID_ARGUMENT',
        title: 'term "x" must be NAME:VALUE, as in status:open',
      },
    ]);
  });

  it('refuses topics that are malformed, by name', async () => {
    await using swf = await createTestService();
    const { post } = swf.console();
    const title = async (topics: unknown) =>
      ((await (await post('live', { topics })).json()) as { title: string }).title;
    expect(await title([])).toBe('topics must be an array of 1 to 100 topics, got 0');
    expect(await title([{ id: 'a', topic: 'lists' }])).toMatch(/^topics\[0\].topic must be one of history, list/);
    expect(await title([{ id: 'a', topic: 'counts', domain: 'orders', q: '', every: 1 }])).toMatch(
      /^unknown option "topics\[0\].every"/,
    );
  });
});
