import { formatDistribution, statistics } from '@swf/explain';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

/** The distribution of activities that run for so many seconds each. */
function runningFor(...durations: readonly number[]) {
  const builder = new HistoryBuilder().decisionTask();
  for (const [index] of durations.entries()) builder.activityTaskScheduled(`a-${index}`);
  for (const [index, seconds] of durations.entries()) {
    builder.activityTaskStarted(`a-${index}`);
    // The builder itself lets a second pass between two events.
    builder.advance({ seconds: seconds - 1 }).activityTaskCompleted(`a-${index}`);
  }
  return statistics(builder.build()).activityTypes[0]?.running;
}

describe('A distribution', () => {
  it.each<[readonly number[], object]>([
    [[5], { count: 1, p50: 5, p95: 5, max: 5 }],
    [[9, 3], { count: 2, p50: 3, p95: 9, max: 9 }],
    [[4, 10, 2], { count: 3, p50: 4, p95: 10, max: 10 }],
    [Array.from({ length: 20 }, (_, index) => 20 - index), { count: 20, p50: 10, p95: 19, max: 20 }],
    [Array.from({ length: 21 }, (_, index) => 1 + index), { count: 21, p50: 11, p95: 20, max: 21 }],
  ])('has durations that occurred, by nearest rank: %j', (durations, expected) => {
    expect(runningFor(...durations)).toEqual(expected);
  });

  it.each([
    ['1 s/2 s/4 s', { count: 9, p50: 1, p95: 2, max: 4 }],
    ['1 min/1 min/1 h', { count: 9, p50: 60, p95: 60, max: 3600 }],
    ['7 s', { count: 9, p50: 7, p95: 7, max: 7 }],
  ])('is formatted by its median, its 95th percentile and its maximum: %s', (text, distribution) => {
    expect(formatDistribution(distribution)).toBe(text);
  });
});
