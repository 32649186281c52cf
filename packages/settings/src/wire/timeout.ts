import { SECONDS, TIMEOUT, type Timeout } from './number.js';

/** Returns a timeout of at most a year as SWF writes it; undefined if it is undefined. */
export function formatTimeout(field: string, value: Timeout | undefined): string | undefined {
  return value === undefined ? undefined : TIMEOUT.format(field, value);
}

/** Returns the timeout that SWF wrote; undefined if it wrote none. */
export function parseTimeout(text: string | undefined): Timeout | undefined {
  return TIMEOUT.parse(text);
}

/** Returns a duration, which cannot be `'NONE'`, as SWF writes it; undefined if it is undefined. */
export function formatSeconds(field: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : SECONDS.format(field, value);
}

/** Returns the seconds that SWF wrote; undefined if it wrote none. */
export function parseSeconds(text: string | undefined): number | undefined {
  return SECONDS.parse(text);
}
