import { checkInteger } from './check.js';

/** A timeout: whole seconds, or `'NONE'` for no limit. */
export type Timeout = number | 'NONE';

const ONE_YEAR_IN_SECONDS = 31_536_000;

/** The string that SWF wants for a timeout; `undefined` stays so. Throws `InvalidArgumentError` where it is not 0 to 31,536,000 whole seconds. */
export function formatTimeout(field: string, value: Timeout | undefined): string | undefined {
  if (value === undefined || value === 'NONE') return value;
  return String(checkInteger(field, value, { min: 0, max: ONE_YEAR_IN_SECONDS }));
}

/** The timeout that a string of SWF's means; `undefined` stays so. */
export function parseTimeout(text: string | undefined): Timeout | undefined {
  if (text === undefined || text === '') return undefined;
  return text === 'NONE' ? 'NONE' : Number(text);
}

/** The string that SWF wants for a duration that must end; `undefined` stays so. Throws `InvalidArgumentError` where it is not 0 to 31,536,000 whole seconds. */
export function formatSeconds(field: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(checkInteger(field, value, { max: ONE_YEAR_IN_SECONDS }));
}

/** The seconds that a string of SWF's means; `undefined` stays so. */
export function parseSeconds(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}
