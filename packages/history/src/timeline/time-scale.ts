const MOST_TICKS = 8;

/** Steps between ticks, in milliseconds, that read well. */
const STEPS: readonly (readonly [step: number, unit: number, name: string])[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count) => [count, 1, 'ms'] as const),
  ...[1, 2, 5, 10, 15, 30].map((count) => [count * 1000, 1000, 's'] as const),
  ...[1, 2, 5, 10, 15, 30].map((count) => [count * 60_000, 60_000, 'min'] as const),
  ...[1, 2, 3, 6, 12].map((count) => [count * 3_600_000, 3_600_000, 'h'] as const),
  ...[1, 2, 7, 14, 30, 60, 90].map((count) => [count * 86_400_000, 86_400_000, 'd'] as const),
];

/** Where instants lie on a line. */
export interface TimeScale {
  x(instant: Date): number;
  /** Places at which to note how long it is since the beginning. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/** Maps the time from one instant to another to a stretch of the x axis. */
export function timeScale(from: Date, to: Date, left: number, right: number): TimeScale {
  const length = Math.max(1, to.getTime() - from.getTime());
  const place = (offset: number) => left + ((right - left) * offset) / length;
  const [step, unit, name] = STEPS.find(([candidate]) => length / candidate <= MOST_TICKS) ?? [length, 86_400_000, 'd'];
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({
    x: place(index * step),
    label: `${Number(((index * step) / unit).toFixed(1))} ${name}`,
  }));
  return { x: (instant) => place(instant.getTime() - from.getTime()), ticks };
}
