import { History } from '@swf/history';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';
import { snapshot } from '../support/snapshot.js';

const raw = (history: History) => history.events.map((event) => event.raw);

describe('append', () => {
  it('compiles to the same as from scratch, at every length', () => {
    fc.assert(
      fc.property(
        randomHistory(80),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
        (whole, sizes) => {
          const events = raw(whole);
          const histories: History[] = [];
          let history = History.from([]);
          for (let start = 0, turn = 0; start < events.length; turn++) {
            const size = sizes[turn % sizes.length] as number;
            history = history.append(events.slice(start, start + size));
            start += size;
            if (turn % 3 !== 1) history.compile();
            histories.push(history);
          }
          for (const prefix of histories) {
            const scratch = History.from(events.slice(0, prefix.length));
            expect(snapshot(prefix.compile())).toEqual(snapshot(scratch.compile()));
            expect(prefix.verify()).toEqual([]);
            expect(prefix.newEvents.map(({ id }) => id)).toEqual(scratch.newEvents.map(({ id }) => id));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves the shorter history, its branches and their compiled states unchanged', () => {
    fc.assert(
      fc.property(randomHistory(60), fc.nat(), (whole, cut) => {
        const events = raw(whole);
        const length = 1 + (cut % events.length);
        const short = History.from(events.slice(0, length));
        const state = short.compile();
        const before = snapshot(state);
        const long = short.append(events.slice(length));
        const branch = short.append([
          { eventId: length + 1, eventType: 'SomethingNewHappened', eventTimestamp: short.last?.timestamp },
        ]);
        expect(snapshot(long.compile())).toEqual(snapshot(History.from(events).compile()));
        expect(branch.length).toBe(length + 1);
        expect(branch.last?.type).toBe('Unknown');
        expect(snapshot(state)).toEqual(before);
        expect(snapshot(short.compile())).toEqual(before);
        expect(short.length).toBe(length);
      }),
      { numRuns: 60 },
    );
  });
});
