import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import type { SavedQuery } from '../../../src/api/session.js';
import { createTestService, type TestConsole } from '../../support/service.js';
import { openTab } from '../support/tab.js';

/** Opens a tab in front of a console. */
const tabOf = ({ console }: TestConsole) => openTab((request) => console.fetch(request), { token: console.token });

describe('The virtual clock of a page', () => {
  async function timeTab() {
    const swf = await createTestService();
    const { console } = swf.console({
      target: { service: 'local' },
      changes: kinds,
      virtualClock: {
        now: () => swf.clock.now(),
        advance: (duration) => swf.clock.advance(duration),
        deadlines: () => [],
      },
    });
    const tab = openTab((request) => console.fetch(request), { token: console.token });
    const time = await import('../../../src/page/data/virtual-time.js');
    const { loadSession, session } = await import('../../../src/page/data/session.js');
    const { now } = await import('../../../src/page/data/clock.js');
    const { updates } = await import('../../../src/page/data/live.js');
    return { swf, tab, ...time, loadSession, session, now, updates, console };
  }

  it('is read once by those who ask at the same time, and is the time of the page', async () => {
    const { swf, tab, refreshTime, virtualTime, now, console } = await timeTab();
    await using _swf = swf;
    await using _console = console;
    expect(virtualTime.value).toBeUndefined();
    await Promise.all([refreshTime(), refreshTime()]);
    expect(tab.paths).toEqual(['time']);
    expect([virtualTime.value?.now, now.value]).toEqual([new Date(swf.clock.now()).toISOString(), swf.clock.now()]);
    await swf.clock.advance({ seconds: 30 });
    await refreshTime();
    expect(now.value).toBe(swf.clock.now());
  });

  it('shows where it was moved to', async () => {
    const { swf, advanceTime, now, console } = await timeTab();
    await using _swf = swf;
    await using _console = console;
    const before = swf.clock.now();
    await advanceTime({ seconds: 60 });
    expect([swf.clock.now(), now.value]).toEqual([before + 60_000, before + 60_000]);
  });

  it('stays as it was if it cannot be read, and is asked for again', async () => {
    const { swf, tab, refreshTime, virtualTime, console } = await timeTab();
    await using _swf = swf;
    await using _console = console;
    await refreshTime();
    const shown = virtualTime.value;
    await refreshTime(AbortSignal.abort());
    expect(virtualTime.value).toBe(shown);
    await refreshTime();
    expect(tab.paths).toEqual(['time', 'time', 'time']);
  });

  it('is followed with each update of a service that has one', async () => {
    const { swf, tab, followVirtualTime, loadSession, session, updates, now, console } = await timeTab();
    await using _swf = swf;
    await using _console = console;
    followVirtualTime();
    expect(tab.paths).toEqual([]);
    await loadSession();
    await expect.poll(() => now.value).toBe(swf.clock.now());
    await swf.clock.advance({ seconds: 30 });
    updates.value += 1;
    await expect.poll(() => now.value).toBe(swf.clock.now());
    if (session.value) session.value = { ...session.value, features: { ...session.value.features, time: false } };
    updates.value += 1;
    expect(tab.paths).toEqual(['session', 'time', 'time']);
  });
});

describe('The session', () => {
  it('is loaded again after an error', async () => {
    await using swf = await createTestService();
    const test = swf.console();
    await using _console = test.console;
    let isDown = true;
    openTab((request) => (isDown ? Promise.reject(new TypeError('refused')) : test.console.fetch(request)), {
      token: test.console.token,
    });
    const { loadSession, session, sessionError } = await import('../../../src/page/data/session.js');
    await loadSession();
    expect([session.value, sessionError.value?.code]).toEqual([undefined, 'UNREACHABLE']);
    isDown = false;
    await loadSession();
    expect([session.value?.kinds, sessionError.value]).toEqual([[], undefined]);
  });

  it('says why the console refuses it', async () => {
    await using swf = await createTestService();
    const test = swf.console();
    await using _console = test.console;
    openTab((request) => test.console.fetch(request));
    const { loadSession, sessionError } = await import('../../../src/page/data/session.js');
    await loadSession();
    expect(sessionError.value?.code).toBe('UNAUTHORIZED');
  });
});

describe('The saved queries', () => {
  const eu = { name: 'EU', q: 'tag:eu' };
  const us = { name: 'US', q: 'tag:us' };

  async function queriesTab(kept: SavedQuery[] | undefined) {
    const swf = await createTestService();
    const test = swf.console({
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
    });
    const tab = tabOf(test);
    const { loadSession } = await import('../../../src/page/data/session.js');
    await loadSession();
    return { swf, test, tab, ...(await import('../../../src/page/executions/filter/saved-queries.js')) };
  }

  it('are read once', async () => {
    const { swf, test, tab, loadQueries, savedQueries } = await queriesTab([eu]);
    await using _swf = swf;
    await using _console = test.console;
    await loadQueries();
    await loadQueries();
    expect([savedQueries.value, tab.paths]).toEqual([[eu], ['session', 'queries']]);
  });

  it('are not asked for where none can be saved', async () => {
    const { swf, test, tab, loadQueries } = await queriesTab(undefined);
    await using _swf = swf;
    await using _console = test.console;
    await loadQueries();
    expect(tab.paths).toEqual(['session']);
  });

  it('are saved in place of one of the same name, and removed', async () => {
    const kept: SavedQuery[] = [];
    const { swf, test, saveQuery, removeQuery, savedQueries } = await queriesTab(kept);
    await using _swf = swf;
    await using _console = test.console;
    for (const query of [eu, us, { ...eu, q: 'tag:de' }]) await saveQuery(query);
    expect(savedQueries.value).toEqual([us, { ...eu, q: 'tag:de' }]);
    await removeQuery('US');
    expect([savedQueries.value, kept]).toEqual([[{ ...eu, q: 'tag:de' }], [eu, { ...eu, q: 'tag:de' }]]);
    await expect(saveQuery({ name: 'bad', q: 'tag:' })).rejects.toMatchObject({ problem: { status: 400 } });
    expect(savedQueries.value.length).toBe(1);
  });
});
