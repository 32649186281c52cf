import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject, parseTimestamp, preview } from '@swf/settings/wire';

/**
 * Data from SWF in the notation of any source: the SDK, SWF's JSON, an EventBridge event, a file.
 *
 * Instants are `Date`s, ISO 8601 strings, or seconds or milliseconds since 1970. `null` means
 * absent.
 */
export type Received<Data> = Data extends Date
  ? Date | string | number
  : Data extends object
    ? { readonly [Member in keyof Data]: Received<Data[Member]> | null }
    : Data;

/** Received data whose nulls are gone. */
export type WithoutNulls<Data> = Data extends Date
  ? Date | string | number
  : Data extends object
    ? { readonly [Member in keyof Data]: WithoutNulls<Data[Member]> }
    : Data;

/**
 * Returns received data without its nulls.
 *
 * @throws `InvalidArgumentError` if it is not an object.
 */
export function withoutNulls<Data extends object>(field: string, data: Received<Data>): WithoutNulls<Data> {
  const given = checkObject(field, data as object);
  return (hasNull(given) ? drop(given) : given) as WithoutNulls<Data>;
}

/**
 * Returns a received instant as a `Date`.
 *
 * @throws `InvalidArgumentError` if it is not an instant.
 */
export function receivedInstant(field: string, value: Date | string | number | undefined): Date | undefined {
  const instant = value instanceof Date ? value : parseTimestamp(value);
  if (instant === undefined || !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError(
    `${field} must be a Date, an ISO 8601 string, or seconds or milliseconds since 1970, got ${preview(value)}`,
  );
}

/** Checks for nulls. The SDK's answers have none, and need no copy. */
function hasNull(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  if (Array.isArray(value)) return value.some(hasNull);
  for (const name in value) if (hasNull((value as Readonly<Record<string, unknown>>)[name])) return true;
  return false;
}

function drop(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(drop);
  if (typeof value !== 'object' || Object.prototype.toString.call(value) === '[object Date]') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, drop(member)]));
}
