import { checkInteger } from './check.js';
import { LIMITS } from './limits.js';

/** A timeout: whole seconds, or `'NONE'` for no limit. */
export type Timeout = number | 'NONE';

/** The string that SWF wants for a timeout; `undefined` stays so. Throws `InvalidArgumentError` where it is not 0 to 31,536,000 whole seconds. */
export function formatTimeout(field: string, value: Timeout | undefined): string | undefined {
  if (value === undefined || value === 'NONE') return value;
  return String(checkInteger(field, value, { min: 0, max: LIMITS.timeoutInSeconds }));
}

/** The timeout that a string of SWF's means; `undefined` stays so. */
export function parseTimeout(text: string | undefined): Timeout | undefined {
  // A history may come from a file, and hold anything.
  if (typeof text !== 'string' || text === '') return undefined;
  return text === 'NONE' ? 'NONE' : Number(text);
}

/** The string that SWF wants for a duration that must end; `undefined` stays so. Throws `InvalidArgumentError` where it is not 0 to 31,536,000 whole seconds. */
export function formatSeconds(field: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(checkInteger(field, value, { max: LIMITS.timeoutInSeconds }));
}

/** The seconds that a string of SWF's means; `undefined` stays so. */
export function parseSeconds(text: string | undefined): number | undefined {
  return typeof text === 'string' && text !== '' ? Number(text) : undefined;
}
