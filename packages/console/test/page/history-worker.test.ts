import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { HistoryWorker } from '../../src/page/worker/client.js';
import { DeskPort } from './support/desk-port.js';

describe('HistoryWorker', () => {
  it('matches answers to questions, and rejects with the reason', async () => {
    const worker = new HistoryWorker(new DeskPort());
    const { events } = new HistoryBuilder().decisionTask().build().toJSON();
    const first = worker.ask('append', { history: 'a', events });
    const second = worker.ask('overview', { history: 'b' });
    await expect(second).rejects.toThrow('the history is not open any more');
    expect((await first).rows).toHaveLength(events.length);
  });

  it('rejects what waits when the worker stops', async () => {
    const port = new DeskPort();
    const worker = new HistoryWorker(port);
    const asked = worker.ask('payloads', { history: 'a' });
    port.fail();
    await expect(asked).rejects.toThrow('reload the page');
  });
});
