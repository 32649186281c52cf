/** The median of figures, and the spread of their middle half. */
export interface Summary {
  readonly median: number;
  /** The distance between the first and the third quartile. */
  readonly spread: number;
}

export function summarize(figures: readonly number[]): Summary {
  const sorted = [...figures].sort((one, other) => one - other);
  return { median: quantile(sorted, 0.5), spread: quantile(sorted, 0.75) - quantile(sorted, 0.25) };
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
