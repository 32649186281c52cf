import { describe, expect, it, vi } from 'vitest';
import type { SavedQuery } from '../../../src/api/session.js';
import { openConsoleTab } from '../support/console-tab.js';

const eu = { name: 'EU', q: 'tag:eu' };
const us = { name: 'US', q: 'tag:us' };

/** A tab of a console that keeps queries here; of one that keeps none if it is undefined. */
async function queriesTab(kept: SavedQuery[] | undefined) {
  const { tab } = await openConsoleTab(() => ({
    queries: kept && {
      list: async () => [...kept],
      save: async (query) => {
        kept.push(query);
      },
      remove: async (name) => {
        kept.splice(
          kept.findIndex((each) => each.name === name),
          1,
        );
      },
    },
  }));
  const { loadSession } = await import('../../../src/page/data/load-session.js');
  await loadSession();
  return { tab, ...(await import('../../../src/page/executions/filter/saved-queries.js')) };
}

describe('The built-in queries', () => {
  it('have a name and a filter', async () => {
    const { builtInQueries } = await queriesTab(undefined);
    expect(builtInQueries.map(({ name, q }) => `${name}: ${q}`)).toEqual([
      'All: ',
      'Open: status:open',
      'Failed today: closed:failed closed-since:today',
      'Timed out today: closed:timed_out closed-since:today',
      'Open for a day: status:open until:1d',
      'Continued: closed:continued_as_new',
    ]);
  });
});

describe('The saved queries', () => {
  it('are read once', async () => {
    const { tab, loadQueries, savedQueries } = await queriesTab([eu]);
    await loadQueries();
    await loadQueries();
    expect([savedQueries.value, tab.paths]).toEqual([[eu], ['session', 'queries']]);
  });

  it('are read again after an error', async () => {
    const { loadQueries, savedQueries } = await queriesTab([eu]);
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    await loadQueries();
    expect(savedQueries.value).toEqual([]);
    vi.stubGlobal('fetch', fetch);
    await loadQueries();
    expect(savedQueries.value).toEqual([eu]);
  });

  it('are not read if the console saves none', async () => {
    const { tab, loadQueries } = await queriesTab(undefined);
    await loadQueries();
    expect(tab.paths).toEqual(['session']);
  });

  it('are replaced by one of the same name', async () => {
    const { saveQuery, savedQueries } = await queriesTab([]);
    for (const query of [eu, us, { ...eu, q: 'tag:de' }]) await saveQuery(query);
    expect(savedQueries.value).toEqual([us, { ...eu, q: 'tag:de' }]);
  });

  it('are removed by name', async () => {
    const kept: SavedQuery[] = [eu, us];
    const { loadQueries, removeQuery, savedQueries } = await queriesTab(kept);
    await loadQueries();
    await removeQuery('EU');
    expect([savedQueries.value, kept]).toEqual([[us], [us]]);
  });

  it('lose one that was removed elsewhere', async () => {
    const kept: SavedQuery[] = [eu, us];
    const { loadQueries, removeQuery, savedQueries } = await queriesTab(kept);
    await loadQueries();
    kept.shift();
    await removeQuery('EU');
    expect(savedQueries.value).toEqual([us]);
  });

  it('stay as they are if the console refuses one', async () => {
    const { saveQuery, savedQueries } = await queriesTab([]);
    await saveQuery(eu);
    await expect(saveQuery({ name: 'bad', q: 'tag:' })).rejects.toMatchObject({ problem: { status: 400 } });
    expect(savedQueries.value).toEqual([eu]);
  });
});
