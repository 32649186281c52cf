import { type CompiledHistory, History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';
import { KINDS } from '../support/snapshot.js';

/** The outlines of each kind, and the same as read from its entities. */
function bothOf(state: CompiledHistory) {
  return KINDS.map((kind) => {
    const outlines = state[kind].outlines().map(({ key, ...outline }) => outline);
    const entities = state[kind].all().map(({ state, open, events, closedAt }) => {
      const started = events.findLast((event) => event.state === 'started');
      const [first] = events;
      return { state, open, eventId: first?.id, beganAt: first?.timestamp, startedAt: started?.timestamp, closedAt };
    });
    return { kind, outlines, entities };
  });
}

describe('outlines', () => {
  it('say the same as the entities, in whole histories, the first or last part of one, and those appended to', () => {
    fc.assert(
      fc.property(randomHistory(80), fc.nat(), (whole, cut) => {
        const events = whole.events.map(({ raw }) => raw);
        const middle = cut % (events.length + 1);
        const start = History.from(events.slice(0, middle));
        const appended = start.append(events.slice(middle));
        for (const history of [appended, start, whole.slice(middle)]) {
          for (const { kind, outlines, entities } of bothOf(history.compile())) {
            expect(outlines, kind).toEqual(entities);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have the id or name of each attempt', () => {
    const state = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('charge')
      .timerStarted('patience')
      .markerRecorded('paid')
      .build()
      .compile();

    expect(state.activityTasks.outlines()).toMatchObject([{ key: 'charge', state: 'scheduled', open: true }]);
    expect(state.timers.outlines()).toMatchObject([{ key: 'patience', state: 'started', open: true }]);
    expect(state.markers.outlines()).toMatchObject([{ key: 'paid', state: 'recorded', open: false }]);
    expect(state.decisionTasks.outlines()).toMatchObject([{ key: 2, state: 'completed', open: false }]);
  });

  it('have no key and no time if the history does not say', () => {
    const { events } = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('charge')
      .activityTaskStarted('charge')
      .activityTaskCompleted('charge')
      .build();
    const rest = events.slice(-2).map(({ raw }) => ({ ...raw, eventTimestamp: undefined }));

    expect(History.from(rest).compile().activityTasks.outlines()).toEqual([
      {
        key: undefined,
        state: 'completed',
        open: false,
        eventId: events.at(-2)?.id,
        beganAt: undefined,
        startedAt: undefined,
        closedAt: undefined,
      },
    ]);
  });
});
