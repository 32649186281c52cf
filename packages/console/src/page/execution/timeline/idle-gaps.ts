import type { TimelineRow } from '../../worker/protocol.js';

/** A period, in epoch milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A period that is drawn shorter than it was. */
export interface Gap extends Period {
  /** The part of the whole picture that it takes. */
  readonly share: number;
}

/** The part of the picture that a folded gap takes. */
const FOLD = 0.035;

/** That of one in which somebody works. */
const BUSY_FOLD = 0.15;

/** That of one at the end: what a run waits for now is what its reader looks for. */
const LAST_FOLD = 0.1;

/** A shorter gap is not worth a fold. */
const SHORTEST_IN_MILLISECONDS = 10_000;

/** The part of the whole period from which on a gap is folded. */
const SHARE = 0.1;

/** The part from which on a busy period without an event is folded: it would hide all others. */
const BUSY_SHARE = 0.8;

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
 * are waited for. So is a single task that waits or runs for most of the period. The latest comes
 * last. Nothing is folded where nothing would be left.
 */
export function idleGaps(rows: readonly TimelineRow[], period: Period): readonly Gap[] {
  const shortest = Math.max(SHORTEST_IN_MILLISECONDS, (period.to - period.from) * SHARE);
  const gaps = gapsBetween(busyPeriods(rows, period.to), period, shortest).map((gap) => ({
    ...gap,
    share: gap.to >= period.to ? LAST_FOLD : FOLD,
  }));
  if (gaps.length > 0) return leavesSomething(gaps, period) ? gaps : [];
  const lone = Math.max(SHORTEST_IN_MILLISECONDS, (period.to - period.from) * BUSY_SHARE);
  const busy = gapsBetween(instants(rows), period, lone).map((gap) => ({ ...gap, share: BUSY_FOLD }));
  return leavesSomething(busy, period) ? busy : [];
}

/**
 * Returns the gaps that are still folded of those that were: nothing moves under the eyes of a
 * reader because a run goes on.
 */
export function keptGaps(gaps: readonly Gap[], folded: readonly Gap[]): readonly Gap[] {
  return gaps.flatMap((gap) => {
    const before = folded.find(({ from }) => from === gap.from);
    return before === undefined ? [] : [{ ...gap, share: before.share }];
  });
}

/** Whether there is anything beside the gaps: without it, a fold would hide all and show nothing. */
function leavesSomething(gaps: readonly Gap[], { from, to }: Period): boolean {
  return gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0) < to - from;
}

function gapsBetween(periods: readonly Period[], { from: start, to: end }: Period, shortest: number): Period[] {
  const gaps: Period[] = [];
  let reached = start;
  for (const { from, to } of [...periods, { from: end, to: end }]) {
    if (from - reached >= shortest) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  return gaps;
}

/** Returns the periods of work and the instants at which something happens, in order of start. */
function busyPeriods(rows: readonly TimelineRow[], now: number): readonly Period[] {
  const periods = rows
    .filter(({ entity }) => WORK.includes(entity))
    .flatMap(({ bars }) => bars.map(({ start, end = now }) => ({ from: start, to: end })));
  return sorted([...periods, ...instants(rows)]);
}

/** Returns the instants at which something happens, in order. */
function instants(rows: readonly TimelineRow[]): readonly Period[] {
  const found = rows.flatMap(({ bars }) =>
    bars.flatMap(({ start, work = start, end = work }) => [start, work, end].map((at) => ({ from: at, to: at }))),
  );
  return sorted(found);
}

function sorted(periods: Period[]): readonly Period[] {
  return periods.sort((one, other) => one.from - other.from);
}
