import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { DeskPort } from '../support/desk-port.js';
import { settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

const START = Date.parse('2020-01-01T00:00:00Z');
const open = () => new HistoryBuilder({ input: 'a' }).decisionTask().activityTaskScheduled('charge');
const eventsOf = (builder: HistoryBuilder) => builder.build().toJSON().events;

async function modelOf({ isLive = true, name = 'run a' } = {}) {
  openTab(() => Response.json([]));
  const { HistoryWorker } = await import('../../../src/page/worker/client.js');
  const { HistoryModel } = await import('../../../src/page/execution/history-model.js');
  const { now } = await import('../../../src/page/data/clock.js');
  const port = new DeskPort();
  return { port, now, model: new HistoryModel(new HistoryWorker(port), name, isLive) };
}

describe('HistoryModel', () => {
  it('starts with nothing', async () => {
    const { model } = await modelOf();
    expect([model.name, model.isLive, model.isRead.value, model.error.value]).toEqual([
      'run a',
      true,
      false,
      undefined,
    ]);
    expect([model.rows.value, model.overview.value, model.lastEventId, model.present.value]).toEqual([
      [],
      undefined,
      0,
      0,
    ]);
  });

  it('appends new events, and counts them', async () => {
    const { model, port } = await modelOf();
    const events = eventsOf(open());
    expect(await model.append(events.slice(0, 3))).toBe(3);
    expect(await model.append(events.slice(2))).toBe(events.length - 3);
    expect(await model.append(events)).toBe(0);
    expect(model.rows.value.map(({ id }) => id)).toEqual(events.map(({ eventId }) => eventId));
    expect([model.lastEventId, model.isRead.value]).toEqual([events.length, false]);
    expect(port.asked.map(({ question, about }) => [question, (about as { history: string }).history])).toEqual(
      [1, 2, 3].map(() => ['append', 'run a']),
    );
  });

  it('is as of the time of the page while a run is open, but never before its last event', async () => {
    const { model, now } = await modelOf();
    const events = eventsOf(open());
    await model.append(events);
    await model.refresh();
    const last = model.overview.value?.lastEventAt?.getTime() ?? Number.NaN;
    now.value = START + 3_600_000;
    expect(model.present.value).toBe(START + 3_600_000);
    now.value = START - 1000;
    expect(model.present.value).toBe(last);
    now.value = START + 3_600_000;
    await model.append(eventsOf(open().workflowExecutionTerminated()));
    await model.refresh();
    expect(model.present.value).toBe(model.overview.value?.lastEventAt?.getTime());
    expect(model.present.value).toBeLessThan(START + 3_600_000);
  });

  it('of a file is as of its last event', async () => {
    const { model, port, now } = await modelOf({ isLive: false, name: 'file 1' });
    now.value = START + 3_600_000;
    const events = eventsOf(open());
    await model.append([{ eventId: 1, eventType: 'WorkflowExecutionStarted' }]);
    await model.read(new Blob([JSON.stringify({ events })]));
    expect(model.rows.value.map(({ id }) => id)).toEqual(events.map(({ eventId }) => eventId));
    expect([model.isRead.value, model.overview.value?.length]).toEqual([true, events.length]);
    expect(model.overview.value?.heading.isOpen).toBe(true);
    expect(model.present.value).toBe(model.overview.value?.lastEventAt?.getTime());
    expect(port.asked.at(-1)?.about).toEqual({ history: 'file 1', facts: undefined });
  });

  it('brings its overview up to date with the time and the facts', async () => {
    const { model, port, now } = await modelOf();
    await model.append(eventsOf(open()));
    now.value = START + 1000;
    const facts = { now: new Date(START).toISOString(), signals: ['paid'] };
    await model.setFacts(facts);
    now.value = START + 2000;
    await model.refresh();
    expect(port.asked.slice(1).map(({ question, about }) => [question, about])).toEqual([
      ['overview', { history: 'run a', now: START + 1000, facts }],
      ['overview', { history: 'run a', now: START + 2000, facts }],
    ]);
  });

  it('refreshes once more for all calls during a refresh', async () => {
    const { model, port } = await modelOf();
    await model.append(eventsOf(open()));
    expect(port.questions).toEqual(['append']);
    let answer = () => {};
    port.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const first = model.refresh();
    const others = [model.refresh(), model.refresh()];
    await settle();
    expect(port.questions).toEqual(['overview']);
    answer();
    await Promise.all([first, ...others]);
    expect(port.questions).toEqual(['overview']);
    await model.refresh();
    expect(port.questions).toEqual(['overview']);
  });

  it('can be refreshed after a refresh that failed', async () => {
    const { model } = await modelOf();
    await expect(model.refresh()).rejects.toThrow('the history is not open any more');
    await model.append(eventsOf(open()));
    await model.refresh();
    expect(model.overview.value?.length).toBe(eventsOf(open()).length);
  });

  it('is forgotten by the worker when it is closed', async () => {
    const { model, port } = await modelOf();
    await model.append(eventsOf(open()));
    model.close();
    await settle();
    expect(port.asked.at(-1)).toMatchObject({ question: 'forget', about: { history: 'run a' } });
    await expect(model.refresh()).rejects.toThrow('the history is not open any more');
  });
});
