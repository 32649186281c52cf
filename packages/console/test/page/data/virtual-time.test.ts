import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import { openConsoleTab } from '../support/console-tab.js';

async function timeTab() {
  const { swf, tab } = await openConsoleTab(({ clock }) => ({
    target: { service: 'local' },
    changes: kinds,
    virtualClock: {
      now: () => clock.now(),
      advance: (duration) => clock.advance(duration),
      deadlines: () => [],
    },
  }));
  const time = await import('../../../src/page/data/virtual-time.js');
  const { loadSession } = await import('../../../src/page/data/load-session.js');
  const { session } = await import('../../../src/page/data/session.js');
  const { now } = await import('../../../src/page/data/clock.js');
  const { updates } = await import('../../../src/page/data/live.js');
  return { clock: swf.clock, tab, ...time, loadSession, session, now, updates };
}

describe('The virtual clock of a page', () => {
  it('is read once for concurrent requests, and sets the time of the page', async () => {
    const { clock, tab, refreshTime, virtualTime, now } = await timeTab();
    expect(virtualTime.value).toBeUndefined();
    await Promise.all([refreshTime(), refreshTime()]);
    expect(tab.paths).toEqual(['time']);
    expect([virtualTime.value?.now, now.value]).toEqual([new Date(clock.now()).toISOString(), clock.now()]);
    await clock.advance({ seconds: 30 });
    await refreshTime();
    expect(now.value).toBe(clock.now());
  });

  it('shows where it was moved to', async () => {
    const { clock, advanceTime, now } = await timeTab();
    const before = clock.now();
    await advanceTime({ seconds: 60 });
    expect([clock.now(), now.value]).toEqual([before + 60_000, before + 60_000]);
  });

  it('stays as it was if it cannot be read, and is read again later', async () => {
    const { tab, refreshTime, virtualTime } = await timeTab();
    await refreshTime();
    const shown = virtualTime.value;
    await refreshTime(AbortSignal.abort());
    expect(virtualTime.value).toBe(shown);
    await refreshTime();
    expect(tab.paths).toEqual(['time', 'time', 'time']);
  });

  it('is read again after each update, if the service has one', async () => {
    const { clock, tab, followVirtualTime, loadSession, session, updates, now } = await timeTab();
    followVirtualTime();
    expect(tab.paths).toEqual([]);
    await loadSession();
    await expect.poll(() => now.value).toBe(clock.now());
    await clock.advance({ seconds: 30 });
    updates.value += 1;
    await expect.poll(() => now.value).toBe(clock.now());
    if (session.value) session.value = { ...session.value, features: { ...session.value.features, time: false } };
    updates.value += 1;
    expect(tab.paths).toEqual(['session', 'time', 'time']);
  });
});
