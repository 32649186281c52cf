/** How a table shows instants. */
export type TimeStyle = 'relative' | 'local' | 'iso';

/** How instants are shown: the style, the zone, and the present that ages refer to. */
export interface TimeFormat {
  readonly style: TimeStyle;
  readonly utc: boolean;
  readonly now: Date;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns an instant as the format shows it: `2 h ago`, `2026-11-28 14:02:07`, or ISO 8601. */
export function formatInstant(instant: Date, { style, utc, now }: TimeFormat): string {
  if (style === 'iso') return instant.toISOString();
  if (style === 'relative') {
    const age = now.getTime() - instant.getTime();
    return age < 0 ? `in ${formatDuration(-age)}` : `${formatDuration(age)} ago`;
  }
  // The Swedish form is that of ISO, with a space.
  return instant.toLocaleString('sv-SE', utc ? { timeZone: 'UTC' } : {});
}

/**
 * Returns a duration in its two largest units, the second one only if it tells something: `45 s`,
 * `1 h 58 min`, `3 d`.
 *
 * @param milliseconds a duration from 0 on; less than a second is in milliseconds.
 */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR) return twoUnits(milliseconds, MINUTE, 'min', SECOND, 's', 10);
  if (milliseconds < DAY) return twoUnits(milliseconds, HOUR, 'h', MINUTE, 'min', 12);
  return twoUnits(milliseconds, DAY, 'd', HOUR, 'h', 7);
}

/** From `most` of the larger unit on, the smaller one is left out. */
function twoUnits(value: number, large: number, name: string, small: number, smallName: string, most: number): string {
  const whole = Math.floor(value / large);
  const rest = Math.floor((value % large) / small);
  return rest === 0 || whole >= most ? `${whole} ${name}` : `${whole} ${name} ${rest} ${smallName}`;
}
