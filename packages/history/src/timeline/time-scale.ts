import { formatDuration } from './duration.js';

const MOST_TICKS = 8;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The readable distances between ticks, in milliseconds. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 60].map((count) => count * DAY),
];

/** The positions of instants on the x axis. */
export interface TimeScale {
  x(instant: Date): number;
  /** The positions and labels of the ticks; labels give the time since the beginning. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/** Maps the period between two instants to a section of the x axis. */
export function timeScale(from: Date, to: Date, left: number, right: number): TimeScale {
  const length = Math.max(1, to.getTime() - from.getTime());
  const place = (offset: number) => left + ((right - left) * offset) / length;
  const step =
    STEPS.find((candidate) => length / candidate <= MOST_TICKS) ?? DAY * Math.ceil(length / MOST_TICKS / DAY);
  const name = length < SECOND ? (offset: number) => `${offset} ms` : (offset: number) => formatDuration(offset / 1000);
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({
    x: place(index * step),
    label: index === 0 ? '0' : name(index * step),
  }));
  return { x: (instant) => place(instant.getTime() - from.getTime()), ticks };
}
