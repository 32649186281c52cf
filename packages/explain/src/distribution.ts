import { formatDuration } from '@swf/history/timeline';

/** How a number of durations are distributed, in seconds. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Returns the distribution of the durations that are known; undefined if none is. */
export function distributionOf(durations: readonly (number | undefined)[]): Distribution | undefined {
  const sorted = durations.filter((duration) => duration !== undefined).sort((one, other) => one - other);
  const max = sorted.at(-1);
  if (max === undefined) return undefined;
  // The nearest rank: a duration that occurred.
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? max;
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), max };
}

/** Formats the median, the 95th percentile and the maximum, as in `1 s/2 s/4 s`; `1 s` if all are. */
export function formatDistribution({ p50, p95, max }: Distribution): string {
  const words = [p50, p95, max].map(formatDuration);
  return new Set(words).size === 1 ? formatDuration(max) : words.join('/');
}
