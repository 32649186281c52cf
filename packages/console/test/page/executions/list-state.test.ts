import { describe, expect, it } from 'vitest';
import type { ExecutionInfo, ExecutionPage } from '../../../src/api/executions.js';
import {
  EMPTY_LIST,
  isUnrelated,
  withFresh,
  withOwn,
  withPage,
  withUpdate,
} from '../../../src/page/executions/list/list-state.js';
import { planSentence } from '../../../src/page/executions/list/plan-sentence.js';

/** `z` started first, then `y` and so on; `A` last. */
const startOf = (id: string) => new Date(Date.UTC(2026, 2, 2, 12, 0, 122 - (id.codePointAt(0) ?? 0))).toISOString();

const run = (id: string, more: Partial<ExecutionInfo> = {}): ExecutionInfo => ({
  domain: 'orders',
  workflowId: id,
  runId: id,
  workflowType: { name: 'order', version: '1.0' },
  executionStatus: 'OPEN',
  startTimestamp: startOf(id),
  ...more,
});

const page = (ids: string, nextPage?: string): ExecutionPage => ({
  items: [...ids].map((id) => run(id)),
  plan: { appliedBySwf: {}, appliedHere: {} },
  read: ids.length,
  ...(nextPage !== undefined && { nextPage }),
});

const ids = (rows: readonly ExecutionInfo[]) => rows.map(({ runId }) => runId).join('');

describe('withPage', () => {
  it('adds the next page at the end, without rows it already has', () => {
    const list = withPage(withPage(EMPTY_LIST, page('abc', 'next')), page('cde'));
    expect([ids(list.rows), list.read, list.nextPage]).toEqual(['abcde', 6, undefined]);
  });

  it('keeps that reading stopped', () => {
    expect(withPage(EMPTY_LIST, { ...page('', 'next'), stopped: true }).isStopped).toBe(true);
  });
});

describe('withUpdate', () => {
  const list = withPage(EMPTY_LIST, page('cdefg', 'next'));

  it('keeps new rows aside', () => {
    const updated = withUpdate(list, page('abcde', 'next'));
    expect([ids(updated.rows), ids(updated.fresh), updated.gone.size]).toEqual(['cdefg', 'ab', 0]);
  });

  it('keeps new rows that a later page has no room for', () => {
    const between = { ...list, rows: list.rows.filter(({ runId }) => runId !== 'e') };
    const updated = withUpdate(withUpdate(between, page('cdef', 'next')), page('bcd', 'next'));
    expect([ids(updated.fresh), updated.hasGap]).toEqual(['be', false]);
  });

  it('keeps the new rows of one page alone, which still match, once rows may be missing below it', () => {
    let updated = withUpdate(list, page('abcde', 'next'));
    for (const later of ['XYZ', 'UVW', 'RST', 'OPQ']) updated = withUpdate(updated, page(later, 'next'));
    expect([ids(updated.fresh), updated.hasGap]).toEqual(['OPQ', true]);
    const same = withUpdate(updated, page('Pabc', 'next'));
    expect([ids(same.fresh), same.hasGap]).toEqual(['Pab', true]);
    const none = withUpdate(updated, { ...page('', 'next'), stopped: true });
    expect([ids(none.fresh), none.hasGap]).toEqual(['OPQ', true]);
  });

  it('does not take for new what slides into the page because other rows leave it', () => {
    const partly = withUpdate(list, page('cghi', 'next'));
    expect([ids(partly.fresh), [...partly.gone].join('')]).toEqual(['', 'def']);
    const wholly = withUpdate(list, page('hijkl', 'next'));
    expect([ids(wholly.fresh), [...wholly.gone].join(''), wholly.hasGap]).toEqual(['', 'cdefg', false]);
  });

  it('takes for new what joins the list at its place: a run that started long ago may close now', () => {
    const closed = { ...list, rows: list.rows.filter(({ runId }) => runId !== 'e') };
    expect(ids(withUpdate(closed, page('cdefg', 'next')).fresh)).toBe('e');
  });

  it('knows old from new among runs of one instant by their order', () => {
    const at = { startTimestamp: startOf('m') };
    const items = (text: string) => ({ ...page('', 'next'), items: [...text].map((id) => run(id, at)) });
    expect(ids(withUpdate(withPage(EMPTY_LIST, items('bcd')), items('acde')).fresh)).toBe('a');
  });

  it('cannot relate a page of other runs of one instant, but all others', () => {
    const at = { startTimestamp: startOf('m') };
    const items = (text: string) => ({ ...page('', 'next'), items: [...text].map((id) => run(id, at)) });
    const before = withPage(EMPTY_LIST, items('bcd'));
    expect(isUnrelated(before, items('efg'))).toBe(true);
    expect(isUnrelated(before, items('defg'))).toBe(false);
    expect(isUnrelated(list, page('hij', 'next'))).toBe(false);
    expect(isUnrelated({ ...before, nextPage: undefined }, items('efg'))).toBe(false);
    expect(isUnrelated(before, { ...items('efg'), nextPage: undefined })).toBe(false);
    expect(isUnrelated({ ...before, fresh: [run('e', at)] }, items('efg'))).toBe(false);
  });

  it.each(['closedAfter', 'closedBefore'])('goes by the close time where SWF lists by it: %s', (name) => {
    const plan = { appliedBySwf: { [name]: 'today' }, appliedHere: {} };
    const closed = (id: string, at: string) => run(id, { closeTimestamp: startOf(at) });
    const before = withPage(EMPTY_LIST, { ...page('', 'next'), plan, items: [closed('z', 'c'), closed('a', 'd')] });
    const now = withUpdate(before, { ...page('', 'next'), plan, items: [closed('y', 'b'), closed('b', 'e')] });
    expect([ids(now.fresh), [...now.gone].join('')]).toEqual(['y', 'za']);
  });

  it('goes by the start time where SWF lists closed runs by that', () => {
    const of = (id: string, at: string) => ({ ...page('', 'next'), items: [run(id, { closeTimestamp: startOf(at) })] });
    expect(ids(withUpdate(withPage(EMPTY_LIST, of('b', 'B')), of('A', 'z')).fresh)).toBe('A');
  });

  it('takes all for new that a list lacks which was read to its end', () => {
    expect(ids(withUpdate(withPage(EMPTY_LIST, page('c')), page('cd')).fresh)).toBe('d');
  });

  it('takes for new what comes before the last row that was read', () => {
    expect(ids(withUpdate(withPage(EMPTY_LIST, page('bd', 'next')), page('ac', 'next')).fresh)).toBe('ac');
  });

  it('changes rows in their places, and keeps those that are as they were', () => {
    const changed = { ...page('cdefg', 'next'), items: [run('c', { cancelRequested: true }), run('d')] };
    const { rows } = withUpdate(list, changed);
    expect(rows[0]?.cancelRequested).toBe(true);
    expect(rows[1]).toBe(list.rows[1]);
    expect(ids(rows)).toBe('cdefg');
  });

  it('marks rows that no longer match, as far as the page covers them', () => {
    const updated = withUpdate(list, page('cef', 'next'));
    expect([...updated.gone]).toEqual(['d']);
    expect(ids(updated.rows)).toBe('cdefg');
  });

  it('is empty at first', () => {
    expect(EMPTY_LIST).toEqual({
      ...{ rows: [], fresh: [], gone: new Set(), plan: undefined, read: 0, nextPage: undefined },
      ...{ isStopped: false, isLoaded: false, hasGap: false },
    });
  });

  it('marks all that are missing if the page is the whole list', () => {
    expect([...withUpdate(list, page('c')).gone]).toEqual(['d', 'e', 'f', 'g']);
    expect([...withUpdate(list, { ...page('c'), stopped: false }).gone]).toEqual(['d', 'e', 'f', 'g']);
    expect([...withUpdate(list, { ...page('c'), stopped: true }).gone]).toEqual([]);
  });

  it('forgets a new row that is gone again', () => {
    const short = withPage(EMPTY_LIST, page('c'));
    expect(ids(withUpdate(withUpdate(short, page('bc')), page('c')).fresh)).toBe('');
  });

  it('knows that rows are missing between the new and the old', () => {
    expect(withUpdate(list, page('XYZ', 'next')).hasGap).toBe(true);
    expect(withUpdate(list, page('bcd', 'next')).hasGap).toBe(false);
    expect(withUpdate(list, page('XYZ')).hasGap).toBe(false);
    expect(withUpdate(withPage(EMPTY_LIST, page('c', 'next')), page('AB', 'next')).hasGap).toBe(true);
    expect(withUpdate(withUpdate(list, page('XYZ', 'next')), page('XYZc')).hasGap).toBe(false);
    // The old rows may all be new ones that wait.
    const own = withOwn(withUpdate(withPage(EMPTY_LIST, page('c')), page('b')), new Set(['c']));
    expect([ids(own.rows), ids(own.fresh)]).toEqual(['', 'b']);
    expect(withUpdate(own, page('AB', 'next')).hasGap).toBe(true);
  });

  it('shows rows at once if there were none', () => {
    const empty = withPage(EMPTY_LIST, page(''));
    expect(ids(withUpdate(empty, page('a')).rows)).toBe('a');
  });
});

describe('withFresh', () => {
  it('puts new rows on top and drops those that no longer match', () => {
    const list = withUpdate(withPage(EMPTY_LIST, page('cdef', 'next')), page('abce', 'next'));
    const shown = withFresh(list);
    expect([ids(shown.rows), shown.fresh.length, shown.gone.size]).toEqual(['abcef', 0, 0]);
  });
});

describe('withOwn', () => {
  it('shows at once what the reader started, and nothing else that is new', () => {
    const list = withOwn(withUpdate(withPage(EMPTY_LIST, page('cde')), page('abcde')), new Set(['b']));
    expect([ids(list.rows), ids(list.fresh)]).toEqual(['bcde', 'a']);
  });

  it('is the same list if the reader changed nothing that is in it', () => {
    const list = withUpdate(withPage(EMPTY_LIST, page('cde')), page('abc'));
    expect(withOwn(list, new Set(['x', 'c']))).toBe(list);
  });

  it('leaves out what the reader changed and no longer matches, and marks the others', () => {
    const list = withOwn(withUpdate(withPage(EMPTY_LIST, page('cdef')), page('e')), new Set(['c', 'e', 'f']));
    expect([ids(list.rows), [...list.gone]]).toEqual(['de', ['d']]);
  });
});

describe('planSentence', () => {
  it('says who filters by what, and how many were read', () => {
    expect(planSentence({ appliedBySwf: { tag: 'eu' }, appliedHere: { closeStatus: 'failed' } }, 1200)).toBe(
      'SWF filters by tag, the console by close status; 1\u202f200 read',
    );
  });

  it('counts a window once, and leaves out the status, which chooses the listing', () => {
    const plan = { appliedBySwf: { status: 'open', startedAfter: '1', startedBefore: '2' }, appliedHere: {} };
    expect(planSentence(plan, 50)).toBe('SWF filters by start time');
    expect(planSentence({ appliedBySwf: { status: 'open' }, appliedHere: {} }, 50)).toBe('');
  });

  it('begins with the console if SWF filters by nothing', () => {
    expect(planSentence({ appliedBySwf: {}, appliedHere: { tag: 'a', workflowId: 'b', type: 'c' } }, 7)).toBe(
      'The console filters by tag, workflow id and type; 7 read',
    );
  });
});
