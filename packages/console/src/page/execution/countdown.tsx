import { formatDuration } from '@swf/history/timeline';
import { localTime } from '../components/format.js';
import { now } from '../data/clock.js';

interface CountdownProps {
  readonly at: Date;
  /** The present, in epoch milliseconds; default: now. */
  readonly present?: number | undefined;
}

/** A deadline as a time, and how long it is until then. */
export function Countdown({ at, present = now.value }: CountdownProps) {
  const seconds = Math.round((at.getTime() - present) / 1000);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()} class={seconds < 0 ? 'is-over' : ''}>
      {localTime(at.getTime(), now.value)}{' '}
      <span class="secondary">
        {seconds >= 0 ? `in ${formatDuration(seconds)}` : `${formatDuration(-seconds)} ago`}
      </span>
    </time>
  );
}
