import { signal } from '@preact/signals';

/** The service's time in milliseconds, moved once a second while the page is visible. */
export const now = signal(Date.now());

let virtualNow: number | undefined;

/** Sets the time of a service on a virtual clock, which stands still between its steps. */
export function setVirtualNow(instant: string): void {
  virtualNow = Date.parse(instant);
  now.value = virtualNow;
}

/** Starts the clock of the page. */
export function startClock(page: Document): void {
  const tick = () => {
    if (page.visibilityState === 'visible') now.value = virtualNow ?? Date.now();
  };
  setInterval(tick, 1000);
  page.addEventListener('visibilitychange', tick);
}
