import { type Bounds, checkInteger } from './check.js';
import { type Codec, unchanged } from './codec.js';
import { LIMITS } from './limits.js';

/** A timeout in whole seconds, or `'NONE'` for no limit. */
export type Timeout = number | 'NONE';

// SWF's model gives durations eight digits. The limits hold for what is sent; a received one may be
// longer.
const EIGHT_DIGITS = 99_999_999;

/** Returns the codec of whole seconds within these bounds, which cannot be `'NONE'`. */
export function seconds(bounds: Bounds): Codec<number, string> {
  return integer(bounds, { max: EIGHT_DIGITS });
}

/** Seconds of at most a year, which cannot be `'NONE'`. */
export const SECONDS = seconds({ max: LIMITS.timeoutInSeconds });

/** Seconds of at most a year, or `'NONE'`. */
export const TIMEOUT = orNone(SECONDS);

/** The days that SWF keeps closed executions, or `'NONE'`. */
export const RETENTION_PERIOD = orNone(seconds({ max: LIMITS.retentionPeriodInDays }));

/** A number of things. */
export const COUNT: Codec<number> = unchanged((field, value) =>
  checkInteger(field, value, { max: Number.MAX_SAFE_INTEGER }),
);

const PRIORITIES = { min: -2_147_483_648, max: 2_147_483_647 };

/** A 32-bit integer; higher comes first. */
export const TASK_PRIORITY = integer(PRIORITIES, PRIORITIES);

function integer(bounds: Bounds, receivedBounds: Bounds): Codec<number, string> {
  const check = (field: string, value: number) => checkInteger(field, value, bounds);
  return {
    check,
    checkReceived: (field, value) => checkInteger(field, value, receivedBounds),
    format: (field, value) => String(check(field, value)),
    // A history may come from a file, and hold anything.
    parse: (wire) => (typeof wire === 'string' && wire !== '' ? Number(wire) : undefined),
  };
}

function orNone(number: Codec<number, string>): Codec<Timeout, string> {
  return {
    check: (field, value) => (value === 'NONE' ? value : number.check(field, value)),
    checkReceived: (field, value) => (value === 'NONE' ? value : number.checkReceived(field, value)),
    format: (field, value) => (value === 'NONE' ? value : number.format(field, value)),
    parse: (wire) => (wire === 'NONE' ? wire : number.parse(wire)),
  };
}
