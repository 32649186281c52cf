import { type StatisticsOptions, statistics } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { lacking } from './support/lacking.js';

const CHARGE = { name: 'charge', version: '1.0' };
const REFUND = { name: 'refund', version: '2.0' };

const busy = () =>
  new HistoryBuilder()
    .decisionTask()
    .activityTaskScheduled('a', { activityType: CHARGE })
    .activityTaskScheduled('b', { activityType: CHARGE })
    .activityTaskScheduled('c', { activityType: REFUND })
    .scheduleActivityTaskFailed('d', { activityType: CHARGE })
    .activityTaskStarted('a')
    .advance({ seconds: 9 })
    .activityTaskCompleted('a')
    .advance({ seconds: 19 })
    .activityTaskStarted('b')
    .activityTaskFailed('b')
    .decisionTaskStarted()
    .advance({ seconds: 59 })
    .decisionTaskTimedOut();

describe('statistics()', () => {
  it('counts and measures the attempts of each activity type', () => {
    expect(statistics(busy().build()).activityTypes).toEqual([
      {
        name: 'charge',
        version: '1.0',
        attempts: 3,
        open: 0,
        completed: 1,
        failed: 1,
        timedOut: 0,
        canceled: 0,
        refused: 1,
        waiting: { count: 2, p50: 1, p95: 31, max: 31 },
        running: { count: 2, p50: 1, p95: 10, max: 10 },
      },
      {
        name: 'refund',
        version: '2.0',
        attempts: 1,
        open: 1,
        completed: 0,
        failed: 0,
        timedOut: 0,
        canceled: 0,
        refused: 0,
        waiting: undefined,
        running: undefined,
      },
    ]);
  });

  it('counts activities whose type the history does not name as one type', () => {
    expect(statistics(lacking(busy().build(), 'activityType')).activityTypes).toMatchObject([
      { name: '', version: '', attempts: 4 },
    ]);
  });

  it('counts and measures decision tasks', () => {
    expect(statistics(busy().build()).decisionTasks).toEqual({
      scheduled: 3,
      completed: 1,
      timedOut: 1,
      waiting: { count: 2, p50: 1, p95: 33, max: 33 },
      running: { count: 2, p50: 1, p95: 60, max: 60 },
    });
  });

  it('returns the pace of an open run, and the time when it reaches 25,000 events', () => {
    const history = new HistoryBuilder().decisionTask().build();
    const { events, eventsPerMinute, fullAt } = statistics(history, { now: new Date('2020-01-01T00:00:03Z') });
    expect({ events, eventsPerMinute }).toEqual({ events: 4, eventsPerMinute: 40 });
    expect(fullAt).toEqual(new Date(Date.parse('2020-01-01T00:00:03Z') + (24_996 / 40) * 60_000));
  });

  it('has no pace for a closed run', () => {
    const { eventsPerMinute, fullAt } = statistics(new HistoryBuilder().workflowExecutionTerminated().build());
    expect([eventsPerMinute, fullAt]).toEqual([undefined, undefined]);
  });

  it('counts each way in which an attempt ends', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const builder = new HistoryBuilder().decisionTask();
    for (const id of ids) builder.activityTaskScheduled(id);
    for (const id of ids.slice(0, 5)) builder.activityTaskStarted(id);
    builder
      .activityTaskTimedOut('a', { timeoutType: 'START_TO_CLOSE' })
      .activityTaskTimedOut('b', { timeoutType: 'HEARTBEAT' });
    builder.activityTaskFailed('c').decisionTask().activityTaskCancelRequested('d').activityTaskCanceled('d');

    expect(statistics(builder.build()).activityTypes).toMatchObject([
      { attempts: 7, open: 3, completed: 0, failed: 1, timedOut: 2, canceled: 1, refused: 0 },
    ]);
  });

  it('measures the pace until now: it is 0 after 50 minutes without an event', () => {
    const builder = new HistoryBuilder().decisionTask();
    for (let count = 0; count < 1500; count += 1) builder.workflowExecutionSignaled('go');
    const history = builder.build();
    const { timestamp } = history.last ?? { timestamp: new Date(0) };
    const paceAfter = (seconds: number) =>
      statistics(history, { now: new Date(timestamp.getTime() + 1000 * seconds) }).eventsPerMinute ?? 0;

    expect(paceAfter(0)).toBeCloseTo(60, 0);
    expect(paceAfter(3000)).toBe(0);
  });

  it('measures a damaged history up to the damage, and one without times not at all', () => {
    const events = busy()
      .build()
      .events.map(({ raw }) => raw);
    expect(statistics(History.from(events.toSpliced(5, 1)))).toMatchObject({
      events: events.length - 1,
      activityTypes: [{ attempts: 1 }],
    });
    const timeless = History.from(events.map(({ eventTimestamp: _, ...event }) => event));
    expect(statistics(timeless)).toMatchObject({
      eventsPerMinute: undefined,
      activityTypes: [{ attempts: 3, waiting: undefined }, { attempts: 1 }],
    });
  });

  it.each<[unknown, unknown, RegExp]>([
    [{}, {}, /^history must be a History/],
    [busy().build(), { now: new Date('never') }, /^now must be a valid Date/],
    [busy().build(), { noww: new Date() }, /^unknown option "noww"; did you mean "now"\?/],
  ])('refuses bad arguments: %#', (history, options, message) => {
    expect(() => statistics(history as History, options as StatisticsOptions)).toThrow(message);
  });
});
