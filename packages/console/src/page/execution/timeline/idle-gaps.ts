import type { TimelineRow } from '../../worker/protocol.js';

/** A period, in epoch milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A shorter gap is not worth a fold. */
const SHORTEST_IN_MILLISECONDS = 10_000;

/** The part of the whole period from which on a gap is folded. */
const SHARE = 0.1;

/** The entities that somebody works on, or should: their time is not idle. */
const WORK: readonly TimelineRow['entity'][] = ['ActivityTask', 'DecisionTask', 'LambdaFunction'];

/** Returns the period of all rows; open bars end now. */
export function periodOf(rows: readonly TimelineRow[], now: number): Period {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { bars } of rows) {
    for (const { start, end = now } of bars) {
      from = Math.min(from, start);
      to = Math.max(to, start, end);
    }
  }
  return from > to ? { from: now, to: now } : { from, to };
}

/**
 * Returns the long gaps in which nothing happens and nobody works: only timers, children and people
 * are waited for. The latest comes last.
 */
export function idleGaps(rows: readonly TimelineRow[], period: Period): readonly Period[] {
  const shortest = Math.max(SHORTEST_IN_MILLISECONDS, (period.to - period.from) * SHARE);
  const gaps: Period[] = [];
  let reached = period.from;
  for (const { from, to } of busyPeriods(rows, period.to)) {
    if (from - reached >= shortest) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  if (period.to - reached >= shortest) gaps.push({ from: reached, to: period.to });
  return gaps;
}

/** Returns the periods of work and the instants at which something happens, in order of start. */
function busyPeriods(rows: readonly TimelineRow[], now: number): readonly Period[] {
  const periods = rows.flatMap(({ entity, bars }) =>
    bars.flatMap(({ start, work = start, end }): readonly Period[] => {
      if (WORK.includes(entity)) return [{ from: start, to: end ?? now }];
      return [start, work, ...(end === undefined ? [] : [end])].map((instant) => ({ from: instant, to: instant }));
    }),
  );
  return periods.sort((one, other) => one.from - other.from);
}
