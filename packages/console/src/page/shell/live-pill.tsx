import { formatDuration } from '@swf/history/timeline';
import { live, togglePause } from '../data/live.js';
import type { LiveSummary } from '../data/live-summary.js';

/** Says how live the page is; a click pauses it. */
export function LivePill() {
  const summary = live.value;
  if (summary.state === 'off') return null;
  const isPaused = summary.state === 'paused';
  return (
    <button
      type="button"
      class={`live-pill is-${summary.state}`}
      aria-pressed={isPaused}
      title={isPaused ? 'Resume live updates (p)' : `${summary.reason ?? 'Pause live updates'} (p)`}
      onClick={togglePause}
    >
      <span class="live-dot" />
      <span class="live-words">{wordsOf(summary)}</span>
    </button>
  );
}

function wordsOf({ state, intervalInSeconds, reason }: LiveSummary): string {
  if (state === 'slowed') return `slowed: ${reason ?? 'SWF is throttling'}`;
  if (state === 'failing') return `interrupted: ${reason ?? 'SWF cannot be reached'}`;
  if (state === 'reconnecting') return 'reconnecting';
  if (state === 'final') return 'final';
  if (state === 'paused') return 'paused';
  return intervalInSeconds === undefined ? 'live' : `live · every ${formatDuration(intervalInSeconds)}`;
}
