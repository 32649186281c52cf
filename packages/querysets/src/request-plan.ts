/** The requests that a queryset will make, as plain data. */
export interface RequestPlan<Filter extends object = object> {
  /** The name of the domain; absent for a listing of domains. */
  readonly domain?: string;
  /** The List operations, whose results are merged: one for each status. */
  readonly operations: readonly string[];
  /** The part of the filter that SWF applies. */
  readonly appliedBySwf: Filter;
  /** The part of the filter that is applied to each page as it comes in. */
  readonly appliedHere: Filter;
  /** The attribute that orders the results, and the direction. */
  readonly order: string;
  /** The maximum number of results per request: SWF's `maximumPageSize`. */
  readonly pageSize: number;
  /** The maximum number of results; absent without a limit. */
  readonly limit?: number;
  /**
   * The maximum number of requests under a limit, if SWF fills its pages; absent if it cannot be
   * known in advance.
   */
  readonly maximumRequests?: number;
  /** The Count operations of `count()`; empty if it reads the listing and counts. */
  readonly countedBy: readonly string[];
  /** The token that the listing starts from; absent if it starts at its beginning. */
  readonly nextPageToken?: string;
}

// The maximum of `maximumPageSize` in SWF's service model.
export const LARGEST_PAGE = 1000;

/** The start, end and direction of a listing. */
export interface ListingSpan {
  readonly limit: number | undefined;
  readonly reversed: boolean;
  readonly token: string | undefined;
  /** The page size of the listing that the token came from; undefined without a token. */
  readonly pageSize: number | undefined;
}

/** The part of a plan that does not follow from the limit. */
export type Lookup<Filter extends object> = Pick<
  RequestPlan<Filter>,
  'domain' | 'operations' | 'appliedBySwf' | 'appliedHere' | 'order' | 'countedBy'
>;

/** Completes a plan: pages are no larger than the limit needs, if SWF applies the whole filter. */
export function planRequests<Filter extends object>(
  lookup: Lookup<Filter>,
  { limit, token, pageSize }: Pick<ListingSpan, 'limit' | 'token' | 'pageSize'>,
): RequestPlan<Filter> {
  // With a token, SWF requires unchanged arguments, including the page size. Only a listing merged
  // in spans starts anew.
  const fixedSize = isMergedInSpans(lookup) ? undefined : pageSize;
  const isWholeFilterSwfs = Object.keys(lookup.appliedHere).length === 0;
  const pages =
    limit === 0 || (limit && isWholeFilterSwfs) ? Math.ceil(limit / (fixedSize ?? LARGEST_PAGE)) : undefined;
  const { countedBy, ...rest } = lookup;
  return Object.freeze({
    ...rest,
    pageSize: fixedSize ?? (pages && limit ? Math.ceil(limit / pages) : LARGEST_PAGE),
    ...(limit !== undefined && { limit }),
    ...(pages !== undefined && { maximumRequests: mostRequests(pages, lookup) }),
    countedBy,
    ...(token !== undefined && { nextPageToken: token }),
  });
}

function mostRequests(pages: number, lookup: Pick<RequestPlan, 'operations'>): number {
  if (pages === 0) return 0;
  // A request for the span of each page of open executions, and one more after each page of closed
  // ones that was full.
  return isMergedInSpans(lookup) ? 3 * pages - 1 : lookup.operations.length * pages;
}

/**
 * Checks whether closed executions are read in the spans of open ones; registered and deprecated
 * types are not.
 */
function isMergedInSpans({ operations }: Pick<RequestPlan, 'operations'>): boolean {
  return new Set(operations).size > 1;
}
