import type { LiveState } from '../../api/live.js';

/** How often one watched thing is polled. */
export type TopicState = LiveState | { readonly state: 'failing'; readonly reason: string };

/** How live the page is as a whole. */
export interface LiveSummary {
  readonly state: 'off' | 'live' | 'failing' | 'slowed' | 'final' | 'paused' | 'reconnecting';
  readonly intervalInSeconds?: number | undefined;
  readonly reason?: string | undefined;
}

/**
 * Returns one state for all that a page watches: failing or slowed if anything is, else the
 * shortest interval. A watched thing whose state is not known yet counts for nothing.
 */
export function summarize(states: readonly (TopicState | undefined)[], isPaused: boolean): LiveSummary {
  if (states.length === 0) return { state: 'off' };
  if (isPaused) return { state: 'paused' };
  const known = states.filter((state) => state !== undefined);
  const failing = known.find(({ state }) => state === 'failing');
  if (failing) return failing;
  const slowed = known.find(({ state }) => state === 'slowed');
  if (slowed) return slowed;
  const moving = known.filter((state): state is LiveState => state.state === 'live');
  const [first] = moving.toSorted((a, b) => a.intervalInSeconds - b.intervalInSeconds);
  if (first) return { state: 'live', intervalInSeconds: first.intervalInSeconds };
  return known.length === states.length ? { state: 'final' } : { state: 'live' };
}
