import { type ExecutionFilter, passesOnlyClosed } from './execution-filter.js';

/** The status of the executions that one List or Count operation of SWF knows. */
export type Status = 'OPEN' | 'CLOSED';

/** The filter parted into what SWF applies and what it leaves to us. */
export interface ExecutionPlan {
  /** Whose operations are asked. */
  readonly statuses: readonly [Status] | readonly ['OPEN', 'CLOSED'];
  readonly appliedBySwf: ExecutionFilter;
  readonly appliedHere: ExecutionFilter;
  /** The instant that SWF's window is about, and orders by. */
  readonly timestamp: 'startTimestamp' | 'closeTimestamp';
}

/**
 * Parts a filter: with a request SWF takes one of workflow id, tag, type and close status, and one window.
 *
 * SWF is given the one that the fewest executions meet: a workflow id has one open run at most, a tag was put on executions to find them
 * by, a type is shared by all executions of one program, and of close statuses there are six.
 */
export function planExecutions(filter: ExecutionFilter): ExecutionPlan {
  const { workflowId, tag, type, closeStatus, startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  const status = filter.status ?? (passesOnlyClosed(filter) ? 'CLOSED' : undefined);
  const statuses: ExecutionPlan['statuses'] = status ? [status] : ['OPEN', 'CLOSED'];
  const tags = [tag ?? []].flat().map((each): ExecutionFilter => ({ tag: each }));
  const [chosen, ...others] = [{ workflowId }, ...tags, { type }, { closeStatus }].map(given).filter(isDemand);
  const rest = others.reduce(together, {});
  const started = { startedAfter, startedBefore };
  if (!closedAfter && !closedBefore) {
    const appliedBySwf = given({ status, ...chosen, ...started });
    return { statuses, appliedBySwf, appliedHere: given(rest), timestamp: 'startTimestamp' };
  }
  // What started then or later closed later still: the bound narrows SWF's window too.
  const closed = { closedAfter: later(closedAfter, startedAfter), closedBefore };
  const appliedBySwf = given({ status, ...chosen, ...closed });
  return { statuses, appliedBySwf, appliedHere: given({ ...rest, ...started }), timestamp: 'closeTimestamp' };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one && other ? (one > other ? one : other) : (one ?? other);
}

function together(known: ExecutionFilter, more: ExecutionFilter): ExecutionFilter {
  const tags = [known.tag ?? [], more.tag ?? []].flat();
  return { ...known, ...more, ...(tags.length > 1 && { tag: Object.freeze(tags) }) };
}

function given(filter: ExecutionFilter): ExecutionFilter {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  // A plan is shown to callers, and a frozen Date can still be set.
  const copies = entries.map(([name, value]) => [name, value instanceof Date ? new Date(value) : value]);
  return Object.freeze(Object.fromEntries(copies));
}

function isDemand(filter: ExecutionFilter): boolean {
  return Object.keys(filter).length > 0;
}
