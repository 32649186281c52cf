import { checkNames, type OptionNames, preview } from '../checks.js';

/** A span of time; its members add up. */
export interface Duration {
  readonly seconds?: number | undefined;
  readonly minutes?: number | undefined;
  readonly hours?: number | undefined;
  readonly days?: number | undefined;
}

const MILLISECONDS_OF: { readonly [unit in keyof Duration]-?: number } = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

const NAMES: OptionNames<Duration> = { seconds: true, minutes: true, hours: true, days: true };

/** @throws `RangeError` if a duration is negative, not a number, or has an unknown unit. */
export function toMilliseconds(duration: Duration): number {
  checkNames('duration', duration, NAMES);
  let total = 0;
  for (const unit of Object.keys(NAMES) as (keyof Duration)[]) {
    const count = duration[unit] ?? 0;
    if (typeof count !== 'number') throw new RangeError(`${unit} must be a number, got ${preview(count)}`);
    total += count * MILLISECONDS_OF[unit];
  }
  if (!(total >= 0 && Number.isFinite(total))) {
    throw new RangeError(`duration must be 0 seconds or more, got ${total / 1000}`);
  }
  return Math.round(total);
}
