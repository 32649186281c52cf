import { describe, expect, it } from 'vitest';
import { idleGaps, periodOf } from '../../../../src/page/execution/timeline/idle-gaps.js';
import type { Bar, TimelineRow } from '../../../../src/page/worker/protocol.js';

/** When the periods begin: far from 0, as in every history. */
const T = Date.UTC(2026, 2, 2);

/** A row whose bars begin, work and end so many seconds after the start. */
const row = (
  entity: TimelineRow['entity'],
  ...bars: readonly (readonly [start: number, work?: number | undefined, end?: number | undefined])[]
): TimelineRow => ({
  entity,
  label: 'a',
  bars: bars.map(([start, work, end], index): Bar => {
    const at = (seconds: number | undefined) => (seconds === undefined ? undefined : T + 1000 * seconds);
    const times = { start: T + 1000 * start, work: at(work), end: at(end) };
    return { ...times, state: 'completed', mark: 'succeeded', attempt: 1, eventId: index + 1 };
  }),
});

const period = (seconds: number) => ({ from: T, to: T + 1000 * seconds });
const gaps = (seconds: number, ...rows: readonly TimelineRow[]) =>
  idleGaps(rows, period(seconds)).map(({ from, to, share }) => [(from - T) / 1000, (to - T) / 1000, share]);

describe('periodOf()', () => {
  it('reaches from the first start to the last end, or to now if something is open', () => {
    expect(periodOf([row('Timer', [5, 5, 9], [2, 3, 4]), row('Marker', [20, 20, 20])], T)).toEqual({
      from: T + 2000,
      to: T + 20_000,
    });
    expect(periodOf([row('Timer', [5, 5])], T + 60_000)).toEqual({ from: T + 5000, to: T + 60_000 });
  });

  it('has no length if all happened at once, and is now if nothing did', () => {
    expect(periodOf([row('Marker', [5, 5, 5])], T + 60_000)).toEqual({ from: T + 5000, to: T + 5000 });
    expect(periodOf([], T)).toEqual({ from: T, to: T });
  });
});

describe('idleGaps()', () => {
  it.each([
    ['ten seconds', 10, 60, [[1, 11, 0.035]]],
    ['less', 9.999, 60, []],
    ['a tenth of the period', 100, 1000, [[1, 101, 0.035]]],
    ['less than that', 99.999, 1000, []],
  ])('folds %s', (_, length, whole, expected) => {
    const half = whole / 2;
    const rows = [row('ActivityTask', [0, 0, 1], [1 + length, half, whole])];
    expect(gaps(whole, ...rows)).toEqual(expected);
  });

  it.each([
    ['ten seconds', 10, 12, [[1, 11, 0.15]]],
    ['less', 9.999, 12, []],
    ['four fifths of the period', 800, 1000, [[1, 801, 0.15]]],
    ['less than that', 799.999, 1000, []],
  ])('folds a task that takes %s', (_, length, whole, expected) => {
    const rows = [row('ActivityTask', [0, 0, 1], [1, 1, 1 + length], [1 + length, 1 + length, whole])];
    expect(gaps(whole, ...rows)).toEqual(expected);
  });

  it.each(['ActivityTask', 'DecisionTask', 'LambdaFunction'] as const)(
    'knows that somebody works on a %s',
    (entity) => {
      expect(gaps(100, row(entity, [0, 0, 50]), row('Timer', [0, 0, 100]))).toEqual([[50, 100, 0.1]]);
    },
  );

  it.each(['Timer', 'ChildWorkflowExecution', 'WorkflowExecution'] as const)(
    'knows that nobody does on a %s',
    (entity) => {
      const rows = [row('ActivityTask', [0, 0, 10]), row(entity, [10, 10, 60]), row('Marker', [99, 99, 99])];
      expect(gaps(100, ...rows)).toEqual([
        [10, 60, 0.035],
        [60, 99, 0.035],
      ]);
    },
  );

  it('sees what happens, in whatever order the rows have it', () => {
    const rows = [row('Marker', [70, 70, 70], [30, 30, 30]), row('ActivityTask', [20, 25, 28], [0, 0, 20])];
    expect(gaps(90, ...rows)).toEqual([
      [30, 70, 0.035],
      [70, 90, 0.1],
    ]);
  });

  it('folds nothing if that would leave nothing', () => {
    expect(gaps(100, row('Timer', [0, 0, 50], [50, 50, 100]))).toEqual([]);
    expect(gaps(100, row('Timer', [0, 0, 50], [50, 50, 91]), row('Marker', [91, 91, 91]))).toEqual([
      [0, 50, 0.035],
      [50, 91, 0.035],
    ]);
  });
});
