import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedPage } from '../../src/executions/list-executions.js';
import { merge } from '../../src/executions/merge.js';
import { mergedPages } from '../../src/executions/merged-pages.js';
import { Position } from '../../src/executions/position.js';
import type { StartSpan } from '../../src/executions/start-span.js';
import { run } from '../support/executions.js';

const startOf = ({ startTimestamp }: WorkflowExecutionInfo) => startTimestamp?.getTime() ?? 0;
const newestFirst = (one: WorkflowExecutionInfo, other: WorkflowExecutionInfo) => startOf(other) - startOf(one);

/** A listing of SWF's: newest first, in pages of a size, some of them emptier. */
async function* listing(infos: readonly WorkflowExecutionInfo[], size: number): AsyncGenerator<ListedPage> {
  for (let from = 0; from === 0 || from < infos.length; from += size) {
    const page = infos.slice(from, from + size);
    const nextPageToken = from + size < infos.length ? 'more' : undefined;
    yield { infos: page, nextPageToken, reached: page.at(-1)?.startTimestamp };
  }
}

// Few instants, so that many runs start together.
const starts = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 25 });
const size = fc.integer({ min: 1, max: 6 });

describe('merge', () => {
  it('yields each run once, by start time and then open before closed, whatever the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        starts,
        starts,
        size,
        size,
        size,
        fc.boolean(),
        async (opens, closes, openSize, closedSize, pageSize, reversed) => {
          const open = opens.map((instant, index) => run(`open-${index}`, instant)).sort(newestFirst);
          const closed = closes.map((instant, index) => run(`closed-${index}`, instant)).sort(newestFirst);
          const expected = [...open, ...closed].sort(newestFirst);
          const inOrder = (infos: WorkflowExecutionInfo[]) => (reversed ? infos.reverse() : infos);
          const closedWithin = ({ startedAfter = new Date(0), startedBefore = new Date(1e9) }: StartSpan) => {
            const found = closed.filter(
              ({ startTimestamp: start = new Date(0) }) => start >= startedAfter && start < startedBefore,
            );
            return listing(inOrder(found), closedSize);
          };
          const seen: string[] = [];
          const batches = merge(listing(inOrder([...open]), openSize), closedWithin, reversed);
          for await (const { infos } of mergedPages(batches, new Position(), pageSize)) {
            expect(infos.length).toBeLessThanOrEqual(pageSize);
            seen.push(...infos.map(({ execution }) => execution?.runId ?? ''));
          }
          expect(seen).toEqual(inOrder(expected).map(({ execution }) => execution?.runId));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('yields each run once while runs close between requests', async () => {
    const closings = fc.array(fc.nat(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(starts, closings, size, fc.boolean(), async (instants, closes, pageSize, reversed) => {
        const runs = instants.map((instant, index) => run(`run-${index}`, instant)).sort(newestFirst);
        if (reversed) runs.reverse();
        const closed = new Set<WorkflowExecutionInfo>();
        const upcoming = [...closes];
        // The answer holds when SWF gives it; then a run closes.
        async function* list(
          isClosed: boolean,
          { startedAfter, startedBefore }: StartSpan,
        ): AsyncGenerator<ListedPage> {
          let last = -1;
          for (let more = true; more; ) {
            const rest = runs.filter(
              (each, index) =>
                index > last &&
                closed.has(each) === isClosed &&
                startOf(each) >= (startedAfter?.getTime() ?? 0) &&
                startOf(each) < (startedBefore?.getTime() ?? Number.POSITIVE_INFINITY),
            );
            const infos = rest.slice(0, pageSize);
            more = rest.length > pageSize;
            last = runs.lastIndexOf(infos.at(-1) ?? run('', 0));
            const open = runs.filter((each) => !closed.has(each));
            const closing = open[(upcoming.pop() ?? 0) % open.length];
            if (closing && upcoming.length > 0) closed.add(closing);
            yield { infos, nextPageToken: more ? 'more' : undefined, reached: infos.at(-1)?.startTimestamp };
          }
        }
        const seen: (string | undefined)[] = [];
        const batches = merge(list(false, {}), (span) => list(true, span), reversed);
        for await (const { infos } of mergedPages(batches, new Position(), pageSize)) {
          seen.push(...infos.map(({ execution }) => execution?.runId));
        }
        expect(seen.sort()).toEqual(runs.map(({ execution }) => execution?.runId).sort());
      }),
      { numRuns: 1000 },
    );
  });
});
