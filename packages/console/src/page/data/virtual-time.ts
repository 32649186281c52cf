import { effect, signal } from '@preact/signals';
import type { AdvanceRequest, VirtualTime } from '../../api/registrations.js';
import { get, post } from './api.js';
import { setVirtualNow } from './clock.js';
import { updates } from './live.js';
import { session } from './session.js';

/** The virtual clock of the service, if it has one. */
export const virtualTime = signal<VirtualTime | undefined>(undefined);

let isReading = false;

/** Reads the virtual clock. */
export async function refreshTime(signal?: AbortSignal): Promise<void> {
  if (isReading) return;
  isReading = true;
  try {
    show(await get<VirtualTime>('time', {}, signal));
  } catch {
    // The clock stays as it was; the page that shows it asks again.
  } finally {
    isReading = false;
  }
}

/** Moves the virtual clock. */
export async function advanceTime(request: AdvanceRequest): Promise<void> {
  show(await post<VirtualTime>('time/advance', request));
}

/** Keeps the page's time at the service's: others may move it too, which updates show. */
export function followVirtualTime(): void {
  effect(() => {
    if (updates.value >= 0 && session.value?.features.time) void refreshTime();
  });
}

function show(time: VirtualTime): void {
  virtualTime.value = time;
  setVirtualNow(time.now);
}
