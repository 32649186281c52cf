import { formatDuration } from '@swf/explain';

/** How a table shows instants. */
export type TimeStyle = 'relative' | 'local' | 'iso';

/** How instants are shown: the style, the zone, and the present that ages refer to. */
export interface TimeFormat {
  readonly style: TimeStyle;
  readonly utc: boolean;
  readonly now: Date;
}

/** Returns an instant as the format shows it: `2 h ago`, `2026-11-28 14:02:07`, or ISO 8601. */
export function formatInstant(instant: Date, { style, utc, now }: TimeFormat): string {
  if (style === 'iso') return instant.toISOString();
  if (style === 'relative') {
    const seconds = wholeSeconds(now.getTime() - instant.getTime());
    return seconds < 0 ? `in ${formatDuration(-seconds)}` : `${formatDuration(seconds)} ago`;
  }
  // The Swedish form is that of ISO, with a space.
  return instant.toLocaleString('sv-SE', utc ? { timeZone: 'UTC' } : {});
}

/** Returns when an event happened; undefined if the history does not say. */
export function timeOf({ timestamp }: { readonly timestamp: Date }): Date | undefined {
  return Number.isNaN(timestamp.getTime()) ? undefined : timestamp;
}

/** Returns milliseconds as whole seconds: tables have no room for fractions. */
export function wholeSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
