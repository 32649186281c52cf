import { describe, expect, it, vi } from 'vitest';
import type { ExecutionInfo, ExecutionPage } from '../../../src/api/executions.js';
import { ids, listTab, runs } from '../support/listing.js';

describe('An update of a list', () => {
  const page = (items: readonly ExecutionInfo[], nextPage?: string): ExecutionPage => ({
    items,
    plan: { appliedBySwf: {}, appliedHere: {} },
    read: 1,
    ...(nextPage !== undefined && { nextPage }),
  });
  const fresh = runs(1, -1);

  it('keeps new rows aside until the reader wants them, and brings the first into view', async () => {
    const { list, rest, sent } = await listTab(3);
    list.open();
    await rest();
    list.receive(page([...fresh, ...runs(3)]));
    expect([ids(list.state.value), list.revealed.value]).toEqual(['1 2 3', undefined]);
    list.showFresh();
    expect([ids(list.state.value), list.revealed.value]).toEqual(['-1 1 2 3', '-1']);
    expect(sent().length).toBe(2);
  });

  it('counts as a look at what changed', async () => {
    const { list, rest, sent } = await listTab(3);
    list.open();
    await rest();
    vi.setSystemTime(Date.now() + 9000);
    list.receive(page(runs(3)));
    vi.setSystemTime(Date.now() + 10_000);
    list.open();
    await rest();
    expect(sent()).toEqual(['50', 'count', 'count']);
  });

  it('shows at once what the reader started', async () => {
    const { list, rest, noteChange, executionList } = await listTab(3);
    list.open();
    await rest();
    noteChange(fresh);
    await list.reread();
    list.receive(page([...fresh, ...runs(3)]));
    expect(ids(list.state.value)).toBe('-1 1 2 3');
    expect(executionList('orders', 'status:open')).toBe(list);
  });

  it('leads to another reading after a change by the reader, one at a time', async () => {
    const { list, rest, sent } = await listTab(3);
    list.open();
    await rest();
    list.outdate();
    list.receive(page([]));
    list.receive(page([]));
    await rest();
    expect([sent(), ids(list.state.value)]).toEqual([['50', 'count', '50', 'count'], '1 2 3']);
    list.receive(page([...fresh, ...runs(3)]));
    expect([sent().length, list.state.value.fresh.length]).toEqual([4, 1]);
  });

  it('is left to a reading that is under way', async () => {
    const { list, rest } = await listTab(3);
    list.open();
    await rest();
    const reading = list.reread();
    list.receive(page([...fresh, ...runs(3)]));
    expect(list.state.value.fresh).toEqual([]);
    await reading;
    list.receive(page([...fresh, ...runs(3)]));
    expect(list.state.value.fresh).toEqual(fresh);
  });

  it('leads to another reading if there may be rows between', async () => {
    const { list, rest, shop, sent } = await listTab(60);
    list.open();
    await rest();
    shop.rows = [...runs(100, -200), ...shop.rows];
    list.receive(page(shop.rows.slice(0, 50), '50'));
    list.showFresh();
    await rest();
    expect([sent().length, list.state.value.rows[0]?.runId, list.revealed.value]).toEqual([4, '-200', undefined]);
  });
});

describe('The lists of a page', () => {
  it('are kept, the eight that were shown last', async () => {
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
