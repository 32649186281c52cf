import { InvalidArgumentError } from '@swf/settings/errors';
import { parseTimestamp, preview } from '@swf/settings/wire';

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const DURATION = /^(\d+(?:\.\d+)?)([smhd])$/;
const DATE_OR_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$/;

/**
 * Returns the seconds of a duration: `90s`, `15m`, `2h`, `7d`.
 *
 * @param field what the error calls it.
 * @throws `InvalidArgumentError` if it is not a duration.
 *
 * @example
 * parseDuration('timeout', '1.5h'); // 5400
 */
export function parseDuration(field: string, text: string): number {
  const seconds = secondsOf(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError(`${field} must be a duration such as 90s, 15m, 2h or 7d, got ${preview(text)}`);
}

/**
 * Returns the instant of an ISO time, a date, or an age such as `2h`; UTC unless it names a zone.
 *
 * @param field what the error calls it.
 * @param now the instant that ages count back from.
 * @throws `InvalidArgumentError` if it is none of these.
 */
export function parseTime(field: string, text: string, now: Date): Date {
  const age = secondsOf(text);
  if (age !== undefined) return new Date(now.getTime() - age * 1000);
  const instant = DATE_OR_TIME.test(text) ? parseTimestamp(text) : undefined;
  if (instant !== undefined && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError(
    `${field} must be an ISO time, a date such as 2026-03-02, or an age such as 90s, 2h or 7d, got ${preview(text)}`,
  );
}

function secondsOf(text: string): number | undefined {
  const [, number, unit = ''] = DURATION.exec(text) ?? [];
  const factor = SECONDS_IN[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
