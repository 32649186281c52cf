import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import type { InfoPage, ListedPage } from '../../src/executions/list-executions.js';
import { merge } from '../../src/executions/merge.js';
import { mergedPages } from '../../src/executions/merged-pages.js';
import { Position } from '../../src/executions/position.js';
import type { StartSpan } from '../../src/executions/start-span.js';
import { run } from '../support/executions.js';

type Pages = readonly (readonly WorkflowExecutionInfo[])[];

/** A listing in pages, which notes each page that is read. */
async function* listing(name: string, read: string[], pages: Pages): AsyncGenerator<ListedPage> {
  for (const [index, infos] of pages.entries()) {
    read.push(`${name} ${index + 1}`);
    const nextPageToken = index + 1 < pages.length ? 'more' : undefined;
    yield { infos, nextPageToken, reached: infos.at(-1)?.startTimestamp };
  }
}

/** Merges these pages; the closed ones are cut to the requested span. */
function merged(open: Pages, closed: Pages, { reversed = false, pageSize = 1000, read = [] as string[] } = {}) {
  const closedWithin = ({ startedAfter = new Date(0), startedBefore = new Date(1e12) }: StartSpan) => {
    const isWithin = ({ startTimestamp: start = new Date(0) }) => start >= startedAfter && start < startedBefore;
    return listing(
      'closed',
      read,
      closed.map((infos) => infos.filter(isWithin)),
    );
  };
  return mergedPages(merge(listing('open', read, open), closedWithin, reversed), new Position(), pageSize);
}

async function runIds(pages: AsyncIterable<InfoPage>): Promise<string[][]> {
  const ids: string[][] = [];
  for await (const { infos } of pages) ids.push(infos.map((info) => info.execution?.runId ?? ''));
  return ids;
}

describe('merge', () => {
  const open = [run('o9', 9), run('o5', 5), run('o1', 1)];
  const closed = [run('c7', 7), run('c5', 5), run('c1', 1), run('c0', 0)];
  const expected = ['o9', 'c7', 'o5', 'c5', 'o1', 'c1', 'c0'];

  it('orders by start time, newest first, open ones first at the same instant', async () => {
    expect(await runIds(merged([open], [closed]))).toEqual([expected]);
  });

  it('does not depend on the page size, and is mirrored in reverse', async () => {
    const single = (infos: readonly WorkflowExecutionInfo[]) => infos.map((info) => [info]);
    const mirrored = { reversed: true };
    for (const [one, other] of [
      [[open], single(closed)],
      [single(open), [closed]],
      [single(open), single(closed)],
    ] as const) {
      expect((await runIds(merged(one, other))).flat()).toEqual(expected);
    }
    const [up, upClosed] = [[...open].reverse(), [...closed].reverse()];
    for (const [one, other] of [
      [[up], single(upClosed)],
      [single(up), [upClosed]],
      [single(up), single(upClosed)],
    ] as const) {
      expect((await runIds(merged(one, other, mirrored))).flat()).toEqual([...expected].reverse());
    }
  });

  it('requests a page only when the next execution depends on it', async () => {
    const read: string[] = [];
    const pages = merged([[run('o9', 9)], [run('o2', 2)]], [[run('c10', 10)], [run('c9', 9)]], { read });
    const { value: first } = await pages.next();
    expect(first?.infos.map((info) => info.execution?.runId)).toEqual(['c10']);
    expect(read).toEqual(['open 1', 'closed 1']);
    await pages.next();
    expect(read).toEqual(['open 1', 'closed 1', 'closed 2']);
  });

  it('keeps open executions of one instant together across pages', async () => {
    const pages = [[run('a', 5), run('b', 5)], [run('c', 5)], [run('d', 1)]];
    expect((await runIds(merged(pages, [[run('x', 5)]]))).flat()).toEqual(['a', 'b', 'c', 'x', 'd']);
    const up = [[run('d', 1)], [run('c', 5)], [run('b', 5), run('a', 5)]];
    expect((await runIds(merged(up, [[run('x', 5)]], { reversed: true }))).flat()).toEqual(['d', 'x', 'c', 'b', 'a']);
  });

  it('continues after empty pages', async () => {
    expect((await runIds(merged([[], [], [run('o2', 2)]], [[run('c3', 3)], []]))).flat()).toEqual(['c3', 'o2']);
  });

  it('yields a run that closed meanwhile once', async () => {
    const pages = merged([[run('a', 9), run('b', 5), run('c', 5)]], [[run('b', 5), run('d', 1)]]);
    expect(await runIds(pages)).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('cuts pages to size and ends without a token', async () => {
    const tokens: (string | undefined)[] = [];
    const ids: number[] = [];
    for await (const { infos, nextPageToken } of merged([open], [closed], { pageSize: 3 })) {
      ids.push(infos.length);
      tokens.push(nextPageToken);
    }
    expect(ids).toEqual([3, 3, 1]);
    expect(tokens).toEqual([expect.any(String), expect.any(String), undefined]);
  });

  it('yields one empty page for no executions', async () => {
    expect(await runIds(merged([[]], [[]]))).toEqual([[]]);
  });
});
