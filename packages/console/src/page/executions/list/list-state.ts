import type { ExecutionInfo, ExecutionPage, ListPlan } from '../../../api/executions.js';

/** What the list of executions has read. */
export interface ListState {
  readonly rows: readonly ExecutionInfo[];
  /**
   * Rows that started meanwhile, shown when the reader wants to. With a gap, the list is read again
   * for that, and these are the new rows of one page: there may be more.
   */
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
 * changed changes in place, what is new waits in `fresh`, what no longer matches is marked. Rows of
 * a page not read yet, which slide into the first one because others leave it, are not new.
 */
export function withUpdate(list: ListState, page: ExecutionPage): ListState {
  if (!list.isLoaded || (list.rows.length === 0 && list.fresh.length === 0)) return withPage(EMPTY_LIST, page);
  const latest = new Map(page.items.map((item) => [item.runId, item]));
  const known = runIdsOf(list.rows);
  const isComplete = page.nextPage === undefined && page.stopped !== true;
  const after = laterIn(page.plan);
  const lastRow = list.nextPage === undefined ? undefined : list.rows.at(-1);
  const lastKnown = page.items.findLastIndex(({ runId }) => known.has(runId));
  const isRead = (item: ExecutionInfo, index: number) => !lastRow || index < lastKnown || after(item, lastRow);
  const fresh = page.items.filter((item, index) => !known.has(item.runId) && isRead(item, index));
  const lastSeen = list.rows.findLastIndex(({ runId }) => latest.has(runId));
  const lastItem = page.items.at(-1);
  const isCovered = (row: ExecutionInfo) => isComplete || (lastItem !== undefined && after(row, lastItem));
  const isGone = (row: ExecutionInfo, index: number) => (index <= lastSeen || isCovered(row)) && !latest.has(row.runId);
  const hasGap = !isComplete && (list.hasGap || fresh.length === page.items.length);
  // A fresh row that closed again before it was shown is not worth showing.
  const freshBefore = list.fresh.filter((row) => !latest.has(row.runId) && !isCovered(row));
  return {
    ...list,
    rows: list.rows.map((row) => changed(row, latest.get(row.runId))),
    // Rows that pages no longer reach may have closed since, and would pile up.
    fresh: hasGap && fresh.length > 0 ? fresh : [...fresh, ...freshBefore],
    gone: new Set(list.rows.filter(isGone).map(({ runId }) => runId)),
    hasGap,
  };
}

/**
 * Whether a later look at the first page has only other runs, of the same instant: they may come
 * before the rows or after them. That happens where a virtual clock stands still.
 */
export function isUnrelated(list: ListState, page: ExecutionPage): boolean {
  const known = runIdsOf(list.rows, list.fresh);
  const instants = new Set([...list.rows, ...page.items].map(({ startTimestamp }) => startTimestamp));
  return (
    list.nextPage !== undefined &&
    page.nextPage !== undefined &&
    instants.size === 1 &&
    page.items.every(({ runId }) => !known.has(runId))
  );
}

/** Returns how to tell that a run comes before another in a list: SWF lists the latest first. */
function laterIn({ appliedBySwf }: ListPlan): (one: ExecutionInfo, other: ExecutionInfo) => boolean {
  const isByClose = 'closedAfter' in appliedBySwf || 'closedBefore' in appliedBySwf;
  const instant = ({ startTimestamp, closeTimestamp }: ExecutionInfo) =>
    Date.parse((isByClose ? closeTimestamp : undefined) ?? startTimestamp);
  return (one, other) => instant(one) > instant(other);
}

/** Returns the list with its fresh rows on top, and without those that no longer match. */
export function withFresh(list: ListState): ListState {
  const staying = list.rows.filter(({ runId }) => !list.gone.has(runId));
  return { ...list, rows: [...list.fresh, ...staying], fresh: [], gone: new Set() };
}

/**
 * Returns the list with what the reader's own changes led to, which is no news: runs they started
 * are on top, and runs they changed that no longer match are left out.
 */
export function withOwn(list: ListState, own: ReadonlySet<string>): ListState {
  const isOwn = ({ runId }: ExecutionInfo) => own.has(runId);
  const isLeft = ({ runId }: ExecutionInfo) => list.gone.has(runId) && own.has(runId);
  if (!list.fresh.some(isOwn) && !list.rows.some(isLeft)) return list;
  return {
    ...list,
    rows: [...list.fresh.filter(isOwn), ...list.rows.filter((row) => !isLeft(row))],
    fresh: list.fresh.filter((row) => !isOwn(row)),
    gone: new Set([...list.gone].filter((runId) => !own.has(runId))),
  };
}

function runIdsOf(...lists: readonly (readonly ExecutionInfo[])[]): ReadonlySet<string> {
  return new Set(lists.flat().map(({ runId }) => runId));
}

/** Keeps the object of a row that is as it was, so that it is not drawn again. */
function changed(row: ExecutionInfo, latest: ExecutionInfo | undefined): ExecutionInfo {
  return latest === undefined || JSON.stringify(row) === JSON.stringify(latest) ? row : latest;
}
