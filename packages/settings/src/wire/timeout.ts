import { checkInteger } from './check.js';
import { LIMITS } from './limits.js';

/** A timeout in whole seconds, or `'NONE'` for no limit. */
export type Timeout = number | 'NONE';

/**
 * Returns a timeout of at most a year as SWF writes it; undefined if it is undefined.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function formatTimeout(field: string, value: Timeout | undefined): string | undefined {
  if (value === undefined || value === 'NONE') return value;
  return String(checkInteger(field, value, { min: 0, max: LIMITS.timeoutInSeconds }));
}

/** Returns the timeout that SWF wrote; undefined if it wrote none. */
export function parseTimeout(text: string | undefined): Timeout | undefined {
  // A history may come from a file, and hold anything.
  if (typeof text !== 'string' || text === '') return undefined;
  return text === 'NONE' ? 'NONE' : Number(text);
}

/**
 * Returns a duration of at most a year, which cannot be `'NONE'`, as SWF writes it; undefined if it
 * is undefined.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function formatSeconds(field: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(checkInteger(field, value, { max: LIMITS.timeoutInSeconds }));
}

/** Returns the seconds that SWF wrote; undefined if it wrote none. */
export function parseSeconds(text: string | undefined): number | undefined {
  return typeof text === 'string' && text !== '' ? Number(text) : undefined;
}
