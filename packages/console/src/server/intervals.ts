import type { TargetInfo } from '../api/session.js';

/** The seconds between two polls: at first, and when nothing changes. */
export interface Interval {
  readonly first: number;
  readonly quiet: number;
}

/** How often each kind of thing is polled. */
export interface Intervals {
  readonly run: Interval;
  readonly openList: Interval;
  readonly closedList: Interval;
  readonly counts: Interval;
  readonly taskLists: Interval;
}

const LOCAL: Intervals = {
  run: { first: 1, quiet: 2 },
  openList: { first: 2, quiet: 2 },
  closedList: { first: 2, quiet: 2 },
  counts: { first: 5, quiet: 5 },
  taskLists: { first: 5, quiet: 5 },
};

const AWS: Intervals = {
  run: { first: 5, quiet: 30 },
  openList: { first: 15, quiet: 60 },
  closedList: { first: 60, quiet: 300 },
  counts: { first: 60, quiet: 60 },
  taskLists: { first: 30, quiet: 30 },
};

/** Returns the intervals for a service. */
export function intervalsOf(service: TargetInfo['service']): Intervals {
  return service === 'local' ? LOCAL : AWS;
}
