import type { ExecutionInfo, ExecutionPage, ListPlan } from '../../../api/executions.js';

/** What the list of executions has read. */
export interface ListState {
  readonly rows: readonly ExecutionInfo[];
  /** Rows that started meanwhile, shown when the reader wants to. */
  readonly fresh: readonly ExecutionInfo[];
  /** The runs that no longer match the filter; they stay where they are read. */
  readonly gone: ReadonlySet<string>;
  readonly plan: ListPlan | undefined;
  /** The executions that SWF has sent for these rows. */
  readonly read: number;
  readonly nextPage: string | undefined;
  /** Whether SWF's pages had so few matches that reading on is a question. */
  readonly isStopped: boolean;
  readonly isLoaded: boolean;
  /** Whether rows may be missing between the fresh ones and the others. */
  readonly hasGap: boolean;
}

/** Nothing read yet. */
export const EMPTY_LIST: ListState = {
  rows: [],
  fresh: [],
  gone: new Set(),
  plan: undefined,
  read: 0,
  nextPage: undefined,
  isStopped: false,
  isLoaded: false,
  hasGap: false,
};

/** Returns the list with the next page at its end. */
export function withPage(list: ListState, page: ExecutionPage): ListState {
  const known = runIdsOf(list.rows, list.fresh);
  return {
    ...list,
    rows: [...list.rows, ...page.items.filter(({ runId }) => !known.has(runId))],
    plan: page.plan,
    read: list.read + page.read,
    nextPage: page.nextPage,
    isStopped: page.stopped === true,
    isLoaded: true,
  };
}

/**
 * Returns the list with what a later look at its first page shows. Rows keep their places: what
 * changed changes in place, what is new waits in `fresh`, what no longer matches is marked.
 */
export function withUpdate(list: ListState, page: ExecutionPage): ListState {
  if (!list.isLoaded || (list.rows.length === 0 && list.fresh.length === 0)) return withPage(EMPTY_LIST, page);
  const latest = new Map(page.items.map((item) => [item.runId, item]));
  const known = runIdsOf(list.rows);
  const freshBefore = list.fresh.filter(({ runId }) => !latest.has(runId));
  const fresh = page.items.filter(({ runId }) => !known.has(runId));
  const lastSeen = list.rows.findLastIndex(({ runId }) => latest.has(runId));
  const isComplete = page.nextPage === undefined && page.stopped !== true;
  const covered = isComplete ? list.rows.length : lastSeen + 1;
  const isGone = ({ runId }: ExecutionInfo, index: number) => index < covered && !latest.has(runId);
  return {
    ...list,
    rows: list.rows.map((row) => changed(row, latest.get(row.runId))),
    // A fresh row that closed again before it was shown is not worth showing.
    fresh: isComplete ? fresh : [...fresh, ...freshBefore],
    gone: new Set(list.rows.filter(isGone).map(({ runId }) => runId)),
    hasGap: list.hasGap || (!isComplete && lastSeen < 0 && list.rows.length > 0),
  };
}

/** Returns the list with its fresh rows on top, and without those that no longer match. */
export function withFresh(list: ListState): ListState {
  const staying = list.rows.filter(({ runId }) => !list.gone.has(runId));
  return { ...list, rows: [...list.fresh, ...staying], fresh: [], gone: new Set() };
}

function runIdsOf(...lists: readonly (readonly ExecutionInfo[])[]): ReadonlySet<string> {
  return new Set(lists.flat().map(({ runId }) => runId));
}

/** Keeps the object of a row that is as it was, so that it is not drawn again. */
function changed(row: ExecutionInfo, latest: ExecutionInfo | undefined): ExecutionInfo {
  return latest === undefined || JSON.stringify(row) === JSON.stringify(latest) ? row : latest;
}
