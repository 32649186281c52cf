import { InvalidArgumentError } from '@swf/settings/errors';
import { parseTimestamp, preview } from '@swf/settings/wire';

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const DURATION = /^(\d+(?:\.\d+)?)([smhd])$/;
/** How many days ago the days that have a name are. */
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };

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
 * Returns the instant of an ISO time, a date, `today`, `yesterday`, or an age such as `2h`.
 *
 * Times and dates are UTC unless they name a zone. `today` and `yesterday` are the midnights at
 * which these days began in the time zone of this machine.
 *
 * @param field what the error calls it.
 * @param now the instant that ages count back from, and whose day is today.
 * @throws `InvalidArgumentError` if it is none of these.
 */
export function parseTime(field: string, text: string, now: Date): Date {
  const days = Object.hasOwn(DAYS, text) ? DAYS[text] : undefined;
  if (days !== undefined) return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const age = secondsOf(text);
  const instant = age === undefined ? parseTimestamp(text) : new Date(now.getTime() - age * 1000);
  if (instant !== undefined && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError(
    `${field} must be an ISO time, a date such as 2026-03-02, today, yesterday, or an age such as 90s, 2h or 7d, ` +
      `got ${preview(text)}`,
  );
}

function secondsOf(text: string): number | undefined {
  const [, number, unit = ''] = DURATION.exec(text) ?? [];
  const factor = SECONDS_IN[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
