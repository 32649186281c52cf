import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeWorkflowExecutionCommand, GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService, FRONT_ENDS } from '../services.js';
import { complete, decide, timer } from './decider.js';

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
