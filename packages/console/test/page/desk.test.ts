import { gzipSync } from 'node:zlib';
import type { RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { Desk } from '../../src/page/worker/desk.js';
import type { EventFilter } from '../../src/page/worker/protocol.js';
import { recordings } from './support/recordings.js';

const ALL: EventFilter = { kinds: [], isFailedOnly: false, text: '' };

const order = () =>
  new HistoryBuilder({ input: '{"total":12345678901234567890}' })
    .decisionTask({ executionContext: 'step 1' })
    .activityTaskScheduled('charge', { input: 'card' })
    .timerStarted('patience', { startToFireTimeout: 60 })
    .activityTaskStarted('charge', { identity: 'worker-1' })
    .activityTaskFailed('charge', { reason: 'declined', details: 'no money' })
    .decisionTask()
    .markerRecorded('paid', { details: 'no' });

async function opened(events: readonly unknown[] = order().build().toJSON().events) {
  const desk = new Desk();
  await desk.answer('append', { history: 'a', events });
  return desk;
}

describe('Desk', () => {
  it('gives back what the messages of a worker can carry', async () => {
    const desk = await opened();
    const overview = await desk.answer('overview', { history: 'a', now: Date.parse('2020-01-01T00:05:00Z') });
    expect(structuredClone(overview)).toEqual(overview);
    expect(overview.heading).toMatchObject({ status: 'open', isOpen: true });
    expect(overview.timeline.map(({ label, bars }) => `${label} ${bars.length}`)).toEqual([
      'workflow 1',
      'decisions 2',
      'charge 1',
      'patience 1',
      'paid 1',
    ]);
  });

  it('is as of the time of reading while a run is open, otherwise as of its last event', async () => {
    const paces = async (builder: HistoryBuilder) => {
      const desk = await opened(builder.build().toJSON().events);
      const pace = async (as: { readonly now?: number }) =>
        (await desk.answer('overview', { history: 'a', ...as })).statistics.eventsPerMinute ?? Number.NaN;
      return [await pace({}), await pace({ now: Date.parse('2020-01-01T01:00:00Z') })];
    };
    const [file = 0, read = 0] = await paces(order());
    expect(read).toBeLessThan(file);
    expect(await paces(order().workflowExecutionTerminated())).toEqual([Number.NaN, Number.NaN]);
  });

  it('appends what follows, and skips what it has', async () => {
    const { events } = order().build().toJSON();
    const desk = await opened(events.slice(0, 5));
    const { rows } = await desk.answer('append', { history: 'a', events: events.slice(3) });
    expect(rows.map(({ id, position }) => [id, position])).toEqual(
      events.slice(5).map((_, index) => [index + 6, index + 5]),
    );
    expect((await desk.answer('overview', { history: 'a' })).length).toBe(events.length);
  });

  it.each([
    [{ ...ALL, kinds: ['Timer' as const] }, ['TimerStarted']],
    [{ ...ALL, isFailedOnly: true }, ['ActivityTaskFailed']],
    [{ ...ALL, text: 'NO MONEY' }, ['ActivityTaskFailed']],
    [{ ...ALL, text: '{"total":123' }, ['WorkflowExecutionStarted']],
    [{ ...ALL, text: '#1 ' }, ['WorkflowExecutionStarted', 'DecisionTaskCompleted']],
    [{ ...ALL, state: 'recorded' }, ['MarkerRecorded']],
    [{ ...ALL, text: 'nowhere' }, []],
  ])('finds the events of %j', async (filter, names) => {
    const desk = await opened();
    const { rows } = await new Desk().answer('append', { history: 'b', events: order().build().toJSON().events });
    const found = await desk.answer('find', { history: 'a', filter });
    expect([...found].map((position) => rows[position]?.name)).toEqual(expect.arrayContaining(names));
    if (filter.text !== '#1 ') expect(found).toHaveLength(names.length);
  });

  it('relates an event to those of its attempt, those it names, and those of its decisions', async () => {
    const desk = await opened();
    const scheduled = await desk.answer('event', { history: 'a', id: 5 });
    expect(scheduled?.subject).toBe('charge');
    expect(scheduled?.related.map(({ id, relation }) => [id, relation])).toEqual([
      [4, 'named'],
      [7, 'same'],
      [8, 'same'],
    ]);
    const completed = await desk.answer('event', { history: 'a', id: 4 });
    expect(completed?.related.filter(({ relation }) => relation === 'decided').map(({ id }) => id)).toEqual([5, 6]);
    expect(await desk.answer('event', { history: 'a', id: 99 })).toBeUndefined();
  });

  it('puts the attempts of an activity side by side, whichever of its events is asked for', async () => {
    const { events } = order()
      .activityTaskScheduled('charge', { input: 'other card' })
      .activityTaskStarted('charge', { identity: 'worker-2' })
      .activityTaskCompleted('charge', { result: 'paid' })
      .build()
      .toJSON();
    const desk = await opened(events);
    for (const id of [5, 7, 8]) {
      const attempts = (await desk.answer('event', { history: 'a', id }))?.attempts;
      expect(attempts?.own).toMatchObject({ attempt: 1, state: 'failed', worker: 'worker-1', reason: 'declined' });
      expect(attempts?.all.map(({ attempt, state, worker, outcome }) => [attempt, state, worker, outcome])).toEqual([
        [1, 'failed', 'worker-1', 'declined no money'],
        [2, 'completed', 'worker-2', 'paid'],
      ]);
      expect(attempts?.payloads).toEqual([
        { eventId: 5, field: 'input', text: 'card' },
        { eventId: 8, field: 'details', text: 'no money' },
      ]);
    }
    const attempts = async (id: number) => (await desk.answer('event', { history: 'a', id }))?.attempts;
    expect((await attempts(6))?.own).toMatchObject({ state: 'started', isOpen: true, startedAt: undefined });
    expect(await attempts(4)).toMatchObject({ own: { attempt: 1 }, count: 3, all: [{ attempt: 1 }] });
    expect(await attempts(1)).toBeUndefined();
    expect(await attempts(12)).toBeUndefined();
  });

  it('sends the attempts around the one in question, if there are many', async () => {
    const builder = new HistoryBuilder();
    for (let number = 1; number <= 120; number += 1) {
      builder.decisionTask().timerStarted('tick', { startToFireTimeout: 1 }).timerFired('tick');
    }
    const { events } = builder.build().toJSON();
    const desk = await opened(events);
    const id = events.filter(({ eventType }) => eventType === 'TimerStarted')[59]?.eventId ?? 0;
    const attempts = (await desk.answer('event', { history: 'a', id }))?.attempts;
    expect(attempts?.own.attempt).toBe(60);
    expect(attempts?.count).toBe(120);
    const around = async (number: number) => {
      const { eventId = 0 } = events.filter(({ eventType }) => eventType === 'TimerStarted')[number - 1] ?? {};
      const all = (await desk.answer('event', { history: 'a', id: eventId }))?.attempts?.all ?? [];
      return [all.length, all[0]?.attempt, all.at(-1)?.attempt];
    };
    expect([await around(1), await around(60), await around(120)]).toEqual([
      [50, 1, 50],
      [50, 35, 84],
      [50, 71, 120],
    ]);
  });

  it('lists payloads with what they belong to, and how they begin', async () => {
    const desk = await opened(
      order()
        .activityTaskScheduled('long', { input: '0123456789'.repeat(21) })
        .build()
        .toJSON().events,
    );
    const payloads = await desk.answer('payloads', { history: 'a' });
    expect(payloads.map((each) => Object.values(each))).toEqual([
      [1, 'WorkflowExecutionStarted', 'WorkflowExecution', 'input', '', 30, '{"total":12345678901234567890}'],
      [4, 'DecisionTaskCompleted', 'DecisionTask', 'executionContext', '', 6, 'step 1'],
      [5, 'ActivityTaskScheduled', 'ActivityTask', 'input', 'charge', 4, 'card'],
      [8, 'ActivityTaskFailed', 'ActivityTask', 'details', 'charge', 8, 'no money'],
      [8, 'ActivityTaskFailed', 'ActivityTask', 'reason', 'charge', 8, 'declined'],
      [12, 'MarkerRecorded', 'Marker', 'details', 'paid', 2, 'no'],
      [13, 'ActivityTaskScheduled', 'ActivityTask', 'input', 'long', 210, '0123456789'.repeat(20)],
    ]);
  });

  it('gives a payload with all its digits, and an empty one for what is not there', async () => {
    const desk = await opened();
    const payload = (event: number, field: string) => desk.answer('payload', { history: 'a', event, field });
    expect(await payload(1, 'input')).toBe('{"total":12345678901234567890}');
    expect([await payload(1, 'result'), await payload(99, 'input')]).toEqual(['', '']);
  });

  it('shows JSON as lines, of which any part can be read', async () => {
    const { events } = order().build().toJSON();
    const desk = await opened(events);
    const whole = JSON.stringify({ events }, undefined, 2).split('\n');
    const { total, lines } = await desk.answer('lines', { history: 'a', from: 0, count: 10_000 });
    expect(lines).toEqual(whole);
    expect(total).toBe(whole.length);
    for (const from of [0, 1, 2, 3, 11, 40, total - 3, total - 1]) {
      expect((await desk.answer('lines', { history: 'a', from, count: 7 })).lines).toEqual(whole.slice(from, from + 7));
    }
    expect(whole[await desk.answer('lineOf', { history: 'a', id: 5 })]).toBe('    {');
    expect(whole[(await desk.answer('lineOf', { history: 'a', id: 5 })) + 1]).toBe('      "eventId": 5,');
  });

  it('writes files as the command line does', async () => {
    const desk = await opened();
    const text = async (format: 'json' | 'redacted' | 'svg') =>
      (await desk.answer('download', { history: 'a', format })).text();
    expect(JSON.parse(await text('json'))).toEqual(JSON.parse(JSON.stringify(order().build())));
    expect(await text('redacted')).toContain('[8 characters]');
    expect(await text('redacted')).not.toContain('declined');
    expect(await text('svg')).toMatch(/^<svg /);
  });

  it('names the run in a file of one, so that the file can be replayed', async () => {
    const desk = await opened();
    const execution = { workflowId: 'order-1', runId: 'r1' };
    for (const format of ['json', 'redacted'] as const) {
      const text = await (await desk.answer('download', { history: 'a', format, execution })).text();
      expect(JSON.parse(text)).toEqual({ workflowExecution: execution, events: expect.any(Array) });
    }
  });

  it('reports a history that it has forgotten', async () => {
    const desk = await opened();
    await desk.answer('forget', { history: 'a' });
    await expect(desk.answer('overview', { history: 'a' })).rejects.toThrow('the history is not open any more');
  });

  it('forgets a file that is closed while it is read', async () => {
    const desk = new Desk();
    const file = new Blob([JSON.stringify(order().build())]);
    const reading = desk.answer('read', { history: 'f', file });
    await desk.answer('forget', { history: 'f' });
    await expect(reading).rejects.toThrow('the history is not open any more');
    await expect(desk.answer('overview', { history: 'f' })).rejects.toThrow('the history is not open any more');
  });
});

describe('a file', () => {
  const { events } = order().build().toJSON();
  const read = (content: BlobPart) => new Desk().answer('read', { history: 'f', file: new Blob([content]) });
  const lines = events.map((event) => JSON.stringify(event)).join('\n');

  it.each<[string, BlobPart]>([
    ['JSON', JSON.stringify({ events })],
    ['JSON of the SDK, newest first', JSON.stringify([...events].reverse())],
    ['lines', lines],
    ['gzip', new Uint8Array(gzipSync(lines))],
  ])('may be %s', async (_, content) => {
    expect((await read(content)).rows.map(({ id }) => id)).toEqual(events.map(({ eventId }) => eventId));
  });

  it.each<[string, BlobPart, RegExp]>([
    ['empty', '', /^it is empty$/],
    ['cut short', lines.slice(0, -9), new RegExp(`^it is JSON that is damaged or cut short: line ${events.length} `)],
    ['of something else', '{"name":1,"total":2}', /^it is JSON with "name", "total", but without "events"$/],
    ['of five', '{"a":1,"b":1,"c":1,"d":1,"e":1}', /^it is JSON with "a", "b", "c", "d", "e", but without "events"$/],
    [
      'of more',
      '{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}',
      /^it is JSON with "a", "b", "c", "d", "e", \.\.\., but without /,
    ],
    ['a recording', '{"name":"a","exchanges":[]}', /^it is a recording of requests to SWF and its answers$/],
    ['a list of executions', '{"executionInfos":[]}', /^it is a list of executions, not the history of one$/],
    ['lines of something else', '{"a":1}\n{"b":2}', /^its record 1 is no event: an event has an eventId and an eventT/],
    ['prose', 'Dear reader', /^it is text, but not JSON$/],
    ['a number', '17', /^it is JSON, but only a single value$/],
    ['an empty object', '{}', /^it is JSON without anything in it$/],
    ['without events', '{"events":[]}', /^it has no events$/],
    ['damaged gzip', new Uint8Array(gzipSync(lines).subarray(0, 90)), /the gzip data is damaged/],
    ['not text', new Uint8Array([0xff, 0xfe, 0x00]), /^it is not text in UTF-8$/],
    [
      'far too long',
      `[${Array.from({ length: 100_001 }, (_, id) => `{"eventId":${id + 1},"eventType":"X"}`).join(',')}]`,
      /^it has 100,001 events; SWF ends a run at 25,000 events$/,
    ],
  ])('is refused if it is %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});

describe('a recorded history', () => {
  const damages: readonly (readonly [string, (events: readonly RawEvent[]) => readonly RawEvent[]])[] = [
    ['as it is', (events) => events],
    ['that begins later', (events) => events.slice(3)],
    ['with a gap', (events) => events.filter((_, index) => index !== 4)],
    ['with an event twice', (events) => [...events.slice(0, 5), ...events.slice(4)]],
    ['without attributes', (events) => events.map(({ eventId, eventType }) => ({ eventId, eventType }))],
    ['without times', (events) => events.map(({ eventTimestamp: _, ...event }) => event)],
    ['with an unknown type', (events) => events.map((event) => ({ ...event, eventType: `New${event.eventType}` }))],
  ];
  it.each(
    recordings.flatMap(({ name, events }) => damages.map(([what, damage]) => ({ name, what, events: damage(events) }))),
  )('$name $what is shown', async ({ events }) => {
    if (events.length === 0) return;
    const desk = new Desk();
    const { rows } = await desk.answer('read', { history: 'r', file: new Blob([JSON.stringify({ events })]) });
    expect(rows).toHaveLength(events.length);
    const overview = await desk.answer('overview', { history: 'r' });
    expect(structuredClone(overview)).toEqual(overview);
    for (const { id } of rows) expect(await desk.answer('event', { history: 'r', id })).toBeDefined();
    await desk.answer('payloads', { history: 'r' });
    await desk.answer('download', { history: 'r', format: 'svg' });
  });
});
