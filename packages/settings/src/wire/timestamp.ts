import { InvalidArgumentError } from '../errors/index.js';
import { preview } from './check.js';
import { type Codec, unchanged } from './codec.js';

// Seconds reach the year 5138 below it, and milliseconds March 1973 above it, long before SWF.
const FIRST_MILLISECONDS = 100_000_000_000;

// The range of `Date`.
const MOST_MILLISECONDS = 8_640_000_000_000_000;

// Python writes a space for the `T`, and no zone for UTC, which SWF means too; JavaScript would
// take that for local time. It also reads much that is not ISO, and drops what it does not
// understand.
const ISO =
  /^((?:\d{4}|[+-]\d{6})-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|([+-]\d{2}):?(\d{2})?)?)?$/;

// Months differ in these days. JavaScript takes one that a month does not have, such as February
// 30, for a day of the next month.
const LAST_DAYS = /^\d{4}-\d{2}-(?:29|3\d)/;

/**
 * Returns the instant that any source of SWF's data writes, or undefined if there is none.
 *
 * Takes what SDKs, the AWS CLI, EventBridge and dumps hold: a `Date`, an ISO string (UTC unless it
 * names a zone), and epoch numbers: seconds below 100,000,000,000, milliseconds from there on.
 * `null` is absent. Anything else is an Invalid Date, which the caller reports.
 *
 * @example
 * parseTimestamp(1_700_000_000.5); // 2023-11-14T22:13:20.500Z, from SWF's own JSON
 * parseTimestamp(1_700_000_000_500); // the same, from EventBridge
 */
export function parseTimestamp(value: unknown): Date | undefined {
  const milliseconds = parseMilliseconds(value);
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}

/**
 * Returns the instant that {@link parseTimestamp} returns, in whole milliseconds since 1970; NaN
 * for an Invalid Date. Creates no object.
 */
export function parseMilliseconds(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number')
    return inRange(Math.abs(value) < FIRST_MILLISECONDS ? Math.round(value * 1000) : value);
  if (typeof value === 'string') return hasDay(value) ? parseIso(value) : Number.NaN;
  return isDate(value) ? value.getTime() : Number.NaN;
}

/** Returns the milliseconds of an ISO string; NaN for any other. */
function parseIso(text: string): number {
  const [, date, time, hours, minutes = '00'] = ISO.exec(text) ?? [];
  if (date === undefined) return Number.NaN;
  return Date.parse(time === undefined ? date : `${date}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
}

/** Whether the day of an ISO string exists. */
function hasDay(text: string): boolean {
  const [date] = LAST_DAYS.exec(text) ?? [];
  return date === undefined || new Date(date).getUTCDate() === Number(date.slice(-2));
}

/** Returns the milliseconds that a `Date` of them has. */
function inRange(milliseconds: number): number {
  return Math.abs(milliseconds) <= MOST_MILLISECONDS ? Math.trunc(milliseconds) : Number.NaN;
}

/** Whether it is a date, also of another realm, as in tests and sandboxes. */
function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === '[object Date]';
}

/** An instant, as a `Date`. */
export const INSTANT: Codec<Date> = unchanged((field, value) => {
  // A test runner may have a `Date` of its own, so `instanceof` would refuse valid ones.
  if (isDate(value) && !Number.isNaN(value.getTime())) return value;
  throw new InvalidArgumentError(`${field} must be a valid Date, got ${preview(value)}`);
});
