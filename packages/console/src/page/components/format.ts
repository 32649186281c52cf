import { formatDuration } from '@swf/history/timeline';

const DAY_IN_MILLISECONDS = 86_400_000;

/** Formats how long ago an instant was, in one unit: `5 s ago`, `3 h ago`, `12 d ago`. */
export function ago(instant: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - instant) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** Formats the seconds between two instants, in at most two units. */
export function elapsed(from: number, to: number): string {
  const seconds = Math.max(0, (to - from) / 1000);
  return formatDuration(seconds < 10 ? seconds : Math.round(seconds));
}

/** Formats an instant in the reader's time zone: the time alone if it is today. */
export function localTime(instant: number, now: number): string {
  const date = new Date(instant);
  const time = date.toLocaleTimeString('en-GB');
  if (Math.abs(now - instant) < DAY_IN_MILLISECONDS && new Date(now).getDate() === date.getDate()) return time;
  return `${dateOf(date)} ${time}`;
}

/** Returns the reader's time zone at an instant: `UTC+2`, `UTC-3:30`, `UTC`. */
export function zoneText(instant: number): string {
  const minutes = -new Date(instant).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}

function dateOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Formats a whole number with thin spaces between thousands: `12 480`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** Formats a count of things: `1 execution`, `1 200 executions`. */
export function counted(number: number, thing: string): string {
  return `${grouped(number)} ${thing}${number === 1 ? '' : 's'}`;
}
