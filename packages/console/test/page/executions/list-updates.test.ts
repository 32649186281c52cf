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

  it('keeps no more rows aside than a page has, however long the list stays open', async () => {
    const { list, rest, listing } = await listTab(60);
    list.open();
    await rest();
    for (let started = 1; started <= 100; started += 1) {
      listing.rows = [...runs(30, -30 * started), ...listing.rows];
      list.receive(page(listing.rows.slice(0, 50), '50'));
    }
    expect([list.state.value.fresh, list.state.value.hasGap]).toEqual([listing.rows.slice(0, 50), true]);
  });

  it('leads to another reading if there may be rows between', async () => {
    const { list, rest, listing, sent } = await listTab(60);
    list.open();
    await rest();
    listing.rows = [...runs(100, -200), ...listing.rows];
    list.receive(page(listing.rows.slice(0, 50), '50'));
    list.showFresh();
    await rest();
    expect([sent().length, list.state.value.rows[0]?.runId, list.revealed.value]).toEqual([4, '-200', undefined]);
  });
});
