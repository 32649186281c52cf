import { describe, expect, it, vi } from 'vitest';
import { openTab } from '../support/tab.js';

const START = Date.UTC(2026, 10, 28, 12);

async function clockOf() {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: START });
  const { document } = openTab(() => Response.json([]));
  const clock = await import('../../../src/page/data/clock.js');
  clock.startClock(document);
  return { ...clock, document };
}

describe('The clock of the page', () => {
  it('moves once a second', async () => {
    const { now } = await clockOf();
    expect(now.value).toBe(START);
    vi.advanceTimersByTime(999);
    expect(now.value).toBe(START);
    vi.advanceTimersByTime(1);
    expect(now.value).toBe(START + 1000);
    vi.advanceTimersByTime(2000);
    expect(now.value).toBe(START + 3000);
  });

  it('stands still while the tab is hidden, and is right as soon as it is shown', async () => {
    const { now, document } = await clockOf();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(10_500);
    expect(now.value).toBe(START);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(now.value).toBe(START + 10_500);
  });

  it('is that of a service on a virtual clock', async () => {
    const { now, setVirtualNow } = await clockOf();
    setVirtualNow('2020-01-01T00:00:00.000Z');
    expect(now.value).toBe(Date.UTC(2020, 0, 1));
    vi.advanceTimersByTime(5000);
    expect(now.value).toBe(Date.UTC(2020, 0, 1));
    setVirtualNow('2020-01-01T00:00:10.000Z');
    expect(now.value).toBe(Date.UTC(2020, 0, 1, 0, 0, 10));
  });
});
