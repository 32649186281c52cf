import { History } from '@swf/history';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';
import { recordings } from '../support/recordings.js';
import { KINDS } from '../support/snapshot.js';

const sound = fc.oneof(
  fc.constantFrom(...recordings).map(({ events }) => History.from(events)),
  randomHistory(80),
);

describe('a partial history', () => {
  it('has no violations wherever it begins and ends, and only true states', () => {
    fc.assert(
      fc.property(sound, fc.nat(), fc.nat(), (whole, one, other) => {
        const start = one % whole.length;
        const end = start + 1 + (other % (whole.length - start));
        const slice = whole.slice(start, end);
        expect(slice.verify()).toEqual([]);
        const known = slice.compile();
        const truth = whole.slice(0, end).compile();
        for (const kind of KINDS) {
          const reals = new Map(truth[kind].all().flatMap((real) => real.events.map(({ id }) => [id, real] as const)));
          for (const entity of known[kind].all()) {
            const real = reals.get(entity.events[0]?.id ?? 0);
            expect(real?.open).toBe(entity.open);
            if (entity.closed) expect([real?.state, real?.closedAt]).toEqual([entity.state, entity.closedAt]);
          }
        }
        const { closed, state } = truth.workflowExecution;
        if (closed) expect(known.workflowExecution.state).toBe(state);
      }),
      { numRuns: 150 },
    );
  });

  it('compiles the same in either order', () => {
    fc.assert(
      fc.property(sound, (whole) => {
        const newestFirst = History.from([...whole].reverse().map(({ raw }) => raw));
        expect(newestFirst.verify()).toEqual([]);
        expect([...newestFirst.reversed].map(({ id }) => id)).toEqual([...whole].map(({ id }) => id));
      }),
    );
  });
});
