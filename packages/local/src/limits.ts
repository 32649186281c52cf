import { checkNames, type OptionNames, preview } from './checks.js';
import { LAST_EVENT_ID } from './store/events.js';

/** SWF's quotas. */
export interface Limits {
  /** Domains of the account, deprecated ones included. */
  readonly domains: number;
  /** Tags of a domain. */
  readonly tagsPerDomain: number;
  /** Workflow types of a domain, and as many activity types, deprecated ones included. */
  readonly typesPerDomain: number;
  /** Open executions of a domain, children included. */
  readonly openExecutionsPerDomain: number;
  /** Events of a run; the service terminates a run that reaches this number, at most 16,777,215. */
  readonly historyEvents: number;
  /** Scheduled and started activity tasks of an execution. */
  readonly openActivityTasks: number;
  /** Timers of an execution that have not fired. */
  readonly openTimers: number;
  /** Open child workflow executions of an execution. */
  readonly openChildren: number;
  /** Scheduled and started Lambda functions of an execution. */
  readonly openLambdaFunctions: number;
  /** Concurrent polls waiting on one task list. */
  readonly pollersPerTaskList: number;
}

/** The quotas of a new account. */
export const SWF_LIMITS: Limits = {
  domains: 100,
  tagsPerDomain: 50,
  typesPerDomain: 10_000,
  openExecutionsPerDomain: 100_000,
  historyEvents: 25_000,
  openActivityTasks: 1000,
  openTimers: 1000,
  openChildren: 1000,
  openLambdaFunctions: 1000,
  pollersPerTaskList: 1000,
};

const NAMES = Object.fromEntries(Object.keys(SWF_LIMITS).map((name) => [name, true])) as OptionNames<Limits>;

/**
 * Returns SWF's quotas with some of them replaced.
 *
 * @throws `RangeError` for an unknown quota, and for a value that is not an integer from 0, or
 * more events than there is room for.
 */
export function mergeLimits(limits: Partial<Limits> = {}): Limits {
  checkNames('limits', limits, NAMES);
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!(Number.isInteger(value) && value >= 0)) {
      throw new RangeError(`limits.${name} must be an integer from 0, got ${preview(value)}`);
    }
  }
  const merged = { ...SWF_LIMITS, ...Object.fromEntries(given) };
  if (merged.historyEvents > LAST_EVENT_ID) {
    throw new RangeError(`limits.historyEvents must be at most ${LAST_EVENT_ID}, got ${merged.historyEvents}`);
  }
  return merged;
}
