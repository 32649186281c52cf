import { describe, expect, it, vi } from 'vitest';
import type { ExecutionInfo } from '../../../src/api/executions.js';
import { ids, listTab, POLL, runs } from '../support/listing.js';

describe('The list of executions', () => {
  it('reads a page and the count when it is opened, and larger pages as one scrolls', async () => {
    const { list, sent, rest, tab } = await listTab(2400);
    expect(list.isLoading.value).toBe(false);
    list.open();
    expect(list.isLoading.value).toBe(true);
    list.readMore();
    await rest();
    expect(list.count.value).toEqual({ count: 2400, truncated: false });
    for (let round = 0; round < 6; round += 1) {
      list.readMore();
      list.readMore();
      await rest();
    }
    expect(sent()).toEqual(['50', 'count', '200', '200', '200', '200', '200', '1000']);
    expect(list.state.value.rows.length).toBe(2050);
    expect(tab.paths.slice(0, 3)).toEqual([
      'executions?domain=orders&q=status%3Aopen&limit=50',
      'executions/count?domain=orders&q=status%3Aopen',
      'executions?domain=orders&q=status%3Aopen&limit=200&page=50',
    ]);
  });

  it('reads small pages if the console drops rows of them', async () => {
    const { list, sent, rest } = await listTab(200, { plan: { appliedBySwf: {}, appliedHere: { tag: 'eu' } } });
    list.open();
    await rest();
    list.readMore();
    await rest();
    expect(sent()).toEqual(['50', 'count', '50']);
  });

  it('leaves out a page that comes after the list was read again', async () => {
    const { list, listing, rest } = await listTab(300);
    list.open();
    await rest();
    let answer = () => {};
    listing.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const late = list.readOn();
    listing.rows = [];
    await list.reread();
    answer();
    await late;
    expect([ids(list.state.value), list.state.value.nextPage]).toEqual(['', undefined]);
  });

  it('reads no more at its end', async () => {
    const { list, sent, rest } = await listTab(50);
    list.open();
    await rest();
    list.readMore();
    await list.readOn();
    expect(sent()).toEqual(['50', 'count']);
  });

  it('reads on only when the reader says so if the console stopped because few match', async () => {
    const { list, sent, rest } = await listTab(100, { stopped: true });
    list.open();
    await rest();
    list.readMore();
    expect(sent()).toEqual(['50', 'count']);
    await list.readOn();
    expect([sent(), list.state.value.rows.length]).toEqual([['50', 'count', '200'], 100]);
  });

  it('shows why it cannot be read, and tries again only if the reader says so', async () => {
    const { list, listing, sent } = await listTab(300);
    listing.refusal = 'SWF is throttling';
    list.open();
    await vi.waitFor(() => expect(list.error.value?.message).toBe('SWF is throttling'), POLL);
    expect([list.isLoading.value, list.state.value.isLoaded]).toEqual([false, false]);
    listing.refusal = '';
    list.tryAgain();
    expect(list.error.value).toBeUndefined();
    await vi.waitFor(() => expect(list.state.value.rows.length).toBe(50), POLL);
    listing.refusal = 'SWF is throttling';
    list.readMore();
    await vi.waitFor(() => expect(list.error.value).toBeDefined(), POLL);
    const before = sent().length;
    list.readMore();
    expect(sent().length).toBe(before);
    listing.refusal = '';
    list.tryAgain();
    await vi.waitFor(() => expect(list.state.value.rows.length).toBe(250), POLL);
    expect(sent().slice(before)).toEqual(['200']);
  });

  it('gives up what it reads when it is left', async () => {
    const { list, tab, rest } = await listTab(10);
    list.open();
    list.leave();
    expect(tab.requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(list.isLoading.value).toBe(false);
    list.open();
    await rest();
    expect([list.error.value, ids(list.state.value).length > 0]).toEqual([undefined, true]);
  });

  it.each([
    ['as it is for ten seconds', 10_000, false, ['count']],
    ['with what changed after that', 10_001, false, ['50', 'count']],
    ['with all its rows read again after a change by the reader', 0, true, ['250', 'count', 'count']],
  ])('comes back %s', async (_, away, isChanged, expected) => {
    const { list, sent, rest, noteChange, tab } = await listTab(300);
    list.open();
    await rest();
    await list.readOn();
    list.leave();
    const before = sent().length;
    vi.setSystemTime(Date.now() + away);
    if (isChanged) noteChange([]);
    list.open();
    await vi.waitFor(() => expect(sent().slice(before).toSorted()).toEqual(expected), POLL);
    await rest();
    expect([tab.requests.length - before, list.state.value.rows.length]).toEqual([expected.length, 250]);
  });

  it('keeps its rows if reading what changed is refused', async () => {
    const { list, rest, listing, sent } = await listTab(3);
    list.open();
    await rest();
    listing.refusal = 'SWF is throttling';
    vi.setSystemTime(Date.now() + 60_000);
    list.open();
    await vi.waitFor(() => expect(sent().length).toBe(4), POLL);
    await rest();
    expect([list.error.value, ids(list.state.value)]).toEqual([undefined, '1 2 3']);
  });

  it('reads at most 1,000 rows again', async () => {
    const { list, rest, sent } = await listTab(3000);
    list.open();
    await rest();
    for (let round = 0; round < 5; round += 1) await list.readOn();
    await list.reread();
    expect([sent().slice(-2), list.state.value.rows.length]).toEqual([['1000', 'count'], 1000]);
  });

  it('starts over on reload, at its top', async () => {
    const { list, rest, sent } = await listTab(300);
    list.open();
    await rest();
    await list.readOn();
    list.memory.scrollTop = 900;
    list.reload();
    expect([list.state.value.rows.length, list.count.value, list.memory.scrollTop]).toEqual([0, undefined, 0]);
    await rest();
    expect([list.state.value.rows.length, sent().slice(-2)]).toEqual([50, ['50', 'count']]);
  });

  it('is read to its end, unless that is stopped or fails', async () => {
    const { list, rest, listing } = await listTab(700);
    list.open();
    await rest();
    await list.readAll(AbortSignal.abort());
    expect(list.state.value.rows.length).toBe(50);
    listing.refusal = 'SWF is throttling';
    await expect(list.readAll(new AbortController().signal)).rejects.toThrow('SWF is throttling');
    listing.refusal = '';
    list.readOn().catch(() => {});
    await list.readAll(new AbortController().signal);
    expect(ids(list.state.value)).toBe(ids({ rows: runs(700) }));
  });
});

describe('The lists of a page', () => {
  it('are kept if they are among the eight that were shown last', async () => {
    const { executionList, list } = await listTab(0);
    const others = Array.from({ length: 7 }, (_, index) => executionList('orders', `id:${index}`));
    expect(executionList('orders', 'status:open')).toBe(list);
    executionList('stock', 'status:open');
    expect(executionList('orders', 'status:open')).toBe(list);
    expect(executionList('orders', 'id:1')).toBe(others[1]);
    expect(executionList('orders', 'id:0')).not.toBe(others[0]);
  });

  it('know the ids that they have read in a domain', async () => {
    const { executionList, list, rest, knownIds } = await listTab(2);
    list.open();
    executionList('stock', '').open();
    await rest();
    expect(knownIds('orders')).toEqual(['order-1', 'order-2']);
    expect(knownIds('other')).toEqual([]);
  });

  it('know the tags and ids of their rows, each once', async () => {
    const { valuesOf } = await listTab(0);
    const [one, other] = runs(2);
    const rows = [{ ...one, tagList: ['us', 'eu'] }, { ...other, tagList: ['eu'] }, one] as ExecutionInfo[];
    expect(valuesOf(rows)).toEqual({ tags: ['eu', 'us'], ids: ['order-1', 'order-2'] });
  });
});

describe('The number of executions that match', () => {
  const counted = (count: number, truncated = false) => ({ count, truncated });

  it.each([
    ['is that of the rows at their end', { isLoaded: true }, counted(9), counted(2)],
    ['is SWF’s while there are more', { isLoaded: true, nextPage: 'n' }, counted(9, true), counted(9, true)],
    ['is SWF’s if it is just as many', { isLoaded: true, nextPage: 'n' }, counted(2), counted(2)],
    ['is at least that of the rows', { isLoaded: true, nextPage: 'n' }, counted(1), counted(2, true)],
    ['is at least that of the rows without SWF’s', { isLoaded: true, nextPage: 'n' }, undefined, counted(2, true)],
    ['is SWF’s before there are rows', { isLoaded: false, rows: [], gone: new Set<string>() }, counted(9), counted(9)],
    ['is SWF’s while rows are read again', { isLoaded: false }, counted(1), counted(1)],
    ['is unknown before both', { isLoaded: false }, undefined, undefined],
  ])('%s', async (_, state, count, expected) => {
    const { countOf } = await listTab(0);
    const { EMPTY_LIST } = await import('../../../src/page/executions/list/list-state.js');
    expect(countOf({ ...EMPTY_LIST, rows: runs(3), gone: new Set(['2']), ...state }, count)).toEqual(expected);
  });
});
