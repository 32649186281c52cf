import { WorkflowExecution } from '@swf/models';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/server/clock.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, runQuery, startOrders } from '../support/service.js';
import { openStream } from '../support/stream.js';

const AN_HOUR = 3_600_000;
const POLL = 'GetWorkflowExecutionHistory';

// As the clock of the machine, which has the real time even while that is faked.
const clock = { ...systemClock, now: () => Date.now() };

/** Fakes the clock of the machine, and returns what sets it back by an hour. */
function machineClock(): () => void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.UTC(2026, 2, 2) });
  onTestFinished(() => void vi.useRealTimers());
  return () => void vi.setSystemTime(Date.now() - AN_HOUR);
}

describe('When the clock of the machine was set back', () => {
  it('a run that is watched goes on', async () => {
    const setBack = machineClock();
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    const test = swf.console({ client, clock });
    await using _console = test.console;
    const topic = { id: 'run', topic: 'history', domain: 'orders', workflowId: 'order-1', runId, after: 2 } as const;
    const stream = await openStream(test, [topic]);
    await stream.until((updates) => updates.some((update) => update.topic === 'state'));
    expect(count(POLL)).toBe(1);
    await new WorkflowExecution(swf.domain, 'order-1', { runId }).signal('poke', undefined, { client: swf.client });
    setBack();
    await vi.advanceTimersByTimeAsync(5000);
    await expect.poll(() => count(POLL)).toBe(2);
    await stream.until((updates) => updates.some((update) => update.topic === 'history'));
  });

  it('a run that is read again is read from SWF', async () => {
    const setBack = machineClock();
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const { json } = swf.console({ clock });
    const last = async () =>
      (await json<{ readonly events: readonly unknown[] }>(`execution/history?${runQuery('order-1', runId)}`)).events
        .length;
    expect(await last()).toBe(2);
    await new WorkflowExecution(swf.domain, 'order-1', { runId }).signal('poke', undefined, { client: swf.client });
    setBack();
    expect(await last()).toBe(3);
  });

  it('an answer that the page has is not confirmed', async () => {
    const setBack = machineClock();
    await using swf = await createTestService();
    const { client, count } = countingClient(swf.client);
    const { get } = swf.console({ client, clock });
    const path = 'executions/count?domain=orders&q=status:open';
    const etag = (await get(path)).headers.get('etag') ?? '';
    await get(path, { 'if-none-match': etag });
    expect(count()).toBe(1);
    setBack();
    await get(path, { 'if-none-match': etag });
    expect(count()).toBe(2);
  });
});
