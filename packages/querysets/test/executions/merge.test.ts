import { describe, expect, it } from 'vitest';
import { listingsOf, type Run } from '../support/listings.js';

const SEVEN = runs('o9', 'c7', 'o5', 'c5', 'o1', 'c1', 'c0');

/** Makes runs, newest first: `o9` is open and started at 9 ms, `c7` is closed. */
function runs(...names: readonly string[]): Run[] {
  return names.map((runId) => ({ runId, start: Number(/\d+/.exec(runId)), isOpen: runId.startsWith('o') }));
}

async function idsOf(executions: AsyncIterable<{ readonly runId?: string | undefined }>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { runId } of executions) ids.push(runId);
  return ids;
}

describe('a listing of open and closed executions', () => {
  it('is ordered by start time, newest first, with open ones first at the same instant', async () => {
    expect(await idsOf(listingsOf(SEVEN).executions)).toEqual(['o9', 'c7', 'o5', 'c5', 'o1', 'c1', 'c0']);
  });

  it.each([1, 2, 3])('does not depend on the size of pages, and is mirrored in reverse: %i', async (size) => {
    const { executions } = listingsOf(SEVEN, { pageSize: () => size });
    const expected = SEVEN.map(({ runId }) => runId);

    expect(await idsOf(executions)).toEqual(expected);
    expect(await idsOf(executions.reverse())).toEqual(expected.reverse());
  });

  it('requests a page only when the next execution depends on it', async () => {
    const { executions, requests } = listingsOf(runs('c11', 'c10', 'o9', 'c9', 'o2'), { pageSize: () => 1 });
    const pages = executions.pages();
    const { value: first } = await pages.next();

    expect(first?.items.map(({ runId }) => runId)).toEqual(['c11']);
    expect(requests).toEqual(['open', 'closed']);
    const { value: second } = await pages.next();
    expect(second?.items.map(({ runId }) => runId)).toEqual(['c10', 'o9']);
    expect(requests).toEqual(['open', 'closed', 'closed']);
  });

  it('keeps open executions of one instant together across pages', async () => {
    const { executions } = listingsOf(runs('o5a', 'o5b', 'o5c', 'c5', 'o1'), {
      pageSize: (isOpen) => (isOpen ? 2 : 9),
    });

    expect(await idsOf(executions)).toEqual(['o5a', 'o5b', 'o5c', 'c5', 'o1']);
    expect(await idsOf(executions.reverse())).toEqual(['o1', 'c5', 'o5c', 'o5b', 'o5a']);
  });

  it('asks for closed executions of an instant after the last open one of it', async () => {
    const { executions, requests } = listingsOf(runs('o5a', 'o5b', 'o5c', 'c5'), {
      pageSize: (isOpen) => (isOpen ? 1 : 9),
    });

    expect(await idsOf(executions)).toEqual(['o5a', 'o5b', 'o5c', 'c5']);
    expect(requests).toEqual(['open', 'closed', 'open', 'open', 'closed']);
  });

  it('stays within a window of start times, in both directions', async () => {
    const { executions } = listingsOf(runs('o9a', 'o9b', 'c9', 'o3', 'c3', 'o2', 'c2'), { pageSize: () => 1 });
    const window = executions.filter({ startedAfter: new Date(3), startedBefore: new Date(10) });
    const expected = ['o9a', 'o9b', 'c9', 'o3', 'c3'];

    expect(await idsOf(window)).toEqual(expected);
    expect(await idsOf(window.reverse())).toEqual(expected.toReversed());
    expect(await idsOf(executions.filter({ startedAfter: new Date(10) }))).toEqual([]);
  });

  it('has tokens that do not grow from page to page', async () => {
    const lengths: number[] = [];
    for await (const { nextPageToken } of listingsOf(SEVEN).executions.pages({ maximumPageSize: 1 })) {
      if (nextPageToken !== undefined) lengths.push(nextPageToken.length);
    }

    expect(lengths).toHaveLength(6);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(20);
  });

  it('continues after empty pages', async () => {
    const sizes = [0, 0, 1, 1, 0, 1, 1];
    const { executions } = listingsOf(runs('c3', 'o2', 'c1'), { pageSize: () => sizes.shift() ?? 1 });

    expect(await idsOf(executions)).toEqual(['c3', 'o2', 'c1']);
  });

  it.each([[[1, 0, 0, 1, 1]], [[0, 1, 0, 1, 0, 1]]])('has no page without executions: %j', async (sizes) => {
    const { executions } = listingsOf(runs('c3', 'o2', 'c1'), { pageSize: () => sizes.shift() ?? 1 });
    const pages: number[] = [];
    for await (const { items } of executions.pages()) pages.push(items.length);

    expect(Math.min(...pages)).toBe(1);
  });

  it('has a run that closes meanwhile once', async () => {
    const all = runs('o9', 'o5', 'c1');
    const close = () => {
      for (const run of all) run.isOpen = false;
    };

    expect(await idsOf(listingsOf(all, { onAnswer: close }).executions)).toEqual(['o9', 'o5', 'c1']);
  });

  it('is cut into pages of the requested size, of which the last has no token', async () => {
    const pages: [number, unknown][] = [];
    for await (const { items, nextPageToken } of listingsOf(SEVEN).executions.pages({ maximumPageSize: 3 })) {
      pages.push([items.length, nextPageToken]);
    }

    expect(pages).toEqual([
      [3, expect.any(String)],
      [3, expect.any(String)],
      [1, undefined],
    ]);
  });

  it('is one empty page if there are none', async () => {
    const pages: unknown[] = [];
    for await (const { items } of listingsOf([]).executions.pages()) pages.push(items);

    expect(pages).toEqual([[]]);
  });

  it('continues within an instant, from the token of a page', async () => {
    const { executions } = listingsOf(runs('o5a', 'o5b', 'c5', 'c4'));
    const { value: page } = await executions.pages({ maximumPageSize: 1 }).next();
    const rest = executions.continueFrom(page?.nextPageToken ?? '');

    expect(await idsOf(rest)).toEqual(['o5b', 'c5', 'c4']);
  });

  it.each([
    ['newest first', { startedAfter: new Date(10) }, false, 9],
    ['oldest first', { startedBefore: new Date(10) }, true, 10],
  ])('refuses the token of a listing with another window, %s', (_, window, isReversed, instant) => {
    const { executions } = listingsOf(runs('o12', 'c10', 'c9', 'o8'));
    const filtered = executions.filter(window);
    const token = `merged:${Buffer.from(JSON.stringify({ instant, runIds: [] })).toString('base64url')}`;

    expect(() => (isReversed ? filtered.reverse() : filtered).continueFrom(token)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: 'nextPageToken must come from this listing, got one from outside of its window',
      }),
    );
  });

  it.each([
    'AAAAKgAAAAEAAAAAAAAA',
    'merged:',
    `foreign${Buffer.from('{"instant":1,"runIds":[]}').toString('base64url')}`,
    'merged:bm90IEpTT04',
    `merged:${Buffer.from('{"instant":"now","runIds":[]}').toString('base64url')}`,
    `merged:${Buffer.from('{"runIds":[]}').toString('base64url')}`,
    `merged:${Buffer.from('{"instant":1}').toString('base64url')}`,
    `merged:${Buffer.from('"text"').toString('base64url')}`,
    `merged:${Buffer.from('{"instant":1,"runIds":[2]}').toString('base64url')}`,
    `merged:${Buffer.from('null').toString('base64url')}`,
  ])('refuses a token that is none of its own: %s', (token) => {
    expect(() => listingsOf([]).executions.continueFrom(token)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
