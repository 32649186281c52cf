import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listingsOf, type Run } from '../support/listings.js';

// Few instants, so that many runs start together.
const instant = fc.integer({ min: 1, max: 8 });
const runs = fc
  .array(fc.record({ start: instant, isOpen: fc.boolean() }), { maxLength: 40 })
  .map((all) => all.map((run, index): Run => ({ ...run, runId: `run-${index}` })).sort(newestFirst));
// SWF's pages may be short or empty.
const sizes = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 10 });
const maximumPageSize = fc.integer({ min: 1, max: 6 });

/** The order of a merged listing: by start, then open before closed, then SWF's own. */
function newestFirst(one: Run, other: Run): number {
  return other.start - one.start || Number(other.isOpen) - Number(one.isOpen);
}

/** Gives the sizes in turn, and 1 after them, so that a listing ends. */
function inTurn(all: readonly number[]): () => number {
  const rest = [...all];
  return () => rest.shift() ?? 1;
}

describe('a listing of open and closed executions', () => {
  it('has each run in its window once and in order, whatever the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        runs,
        sizes,
        maximumPageSize,
        fc.option(instant),
        fc.option(instant),
        fc.boolean(),
        async (all, pageSizes, size, from, to, isReversed) => {
          fc.pre(from === null || to === null || from < to);
          const { executions } = listingsOf(all, { pageSize: inTurn(pageSizes) });
          const window = executions.filter({
            startedAfter: from === null ? undefined : new Date(from),
            startedBefore: to === null ? undefined : new Date(to),
          });
          const seen: (string | undefined)[] = [];
          for await (const { items } of (isReversed ? window.reverse() : window).pages({ maximumPageSize: size })) {
            expect(items.length).toBeLessThanOrEqual(size);
            seen.push(...items.map(({ runId }) => runId));
          }
          const expected = all.filter(({ start }) => start >= (from ?? 0) && start < (to ?? 9));
          expect(seen).toEqual((isReversed ? expected.reverse() : expected).map(({ runId }) => runId));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has each run once while runs close between requests', async () => {
    const closings = fc.array(fc.nat(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(runs, closings, maximumPageSize, fc.boolean(), async (drawn, closes, size, isReversed) => {
        const all = drawn.map((run) => ({ ...run, isOpen: true }));
        const upcoming = [...closes];
        const onAnswer = () => {
          const open = all.filter(({ isOpen }) => isOpen);
          const closing = open[(upcoming.pop() ?? 0) % open.length];
          if (closing && upcoming.length > 0) closing.isOpen = false;
        };
        const { executions } = listingsOf(all, { onAnswer, pageSize: () => size });
        const seen = await (isReversed ? executions.reverse() : executions).all();

        expect(seen.map(({ runId }) => runId).sort()).toEqual(all.map(({ runId }) => runId).sort());
      }),
      { numRuns: 500 },
    );
  });
});
