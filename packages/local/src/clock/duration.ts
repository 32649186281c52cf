import { checkObject, show } from '../checks.js';

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

/** Throws `RangeError` where a duration is negative, not a number, or of other units. */
export function toMilliseconds(duration: Duration): number {
  checkObject('A duration', duration);
  let total = 0;
  for (const [unit, count = 0] of Object.entries(duration)) {
    if (!Object.hasOwn(MILLISECONDS_OF, unit)) {
      throw new RangeError(`A duration has seconds, minutes, hours and days, not ${unit}`);
    }
    if (typeof count !== 'number') throw new RangeError(`${unit} must be a number, not ${show(count)}`);
    total += count * MILLISECONDS_OF[unit as keyof Duration];
  }
  if (!(total >= 0 && Number.isFinite(total))) {
    throw new RangeError(`A clock can be advanced by 0 seconds or more, not by ${total / 1000}`);
  }
  return Math.round(total);
}
