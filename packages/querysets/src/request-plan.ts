/** What a queryset will ask of SWF, as plain data: made without a request. */
export interface RequestPlan<Filter extends object = object> {
  /** The name of the domain that is asked about; absent where domains themselves are listed. */
  readonly domain?: string;
  /** The List operations asked; of two, the second is asked for the span of each page of the first, and merged with it. */
  readonly operations: readonly string[];
  /** The part of the filter that SWF applies. */
  readonly appliedBySwf: Filter;
  /** The part of the filter that is applied here, to each page as it comes in. */
  readonly appliedHere: Filter;
  /** The attribute that the results are ordered by, and how. */
  readonly order: string;
  /** How many results each request asks for: SWF's `maximumPageSize`. */
  readonly pageSize: number;
  /** How many results are wanted at most; absent without a limit. */
  readonly limit?: number;
  /** How many requests a limit allows at most, as long as SWF fills its pages; absent where only SWF knows. */
  readonly maximumRequests?: number;
  /** The Count operations that `count()` asks; empty where it reads the listing and counts. */
  readonly countedBy: readonly string[];
  /** The token that the listing goes on from; absent where it begins at its beginning. */
  readonly nextPageToken?: string;
}

// The most that SWF puts on one page: the maximum of `maximumPageSize` in its service model.
export const LARGEST_PAGE = 1000;

/** A plan but for what follows from the limit. */
export type Lookup<Filter extends object> = Pick<
  RequestPlan<Filter>,
  'domain' | 'operations' | 'appliedBySwf' | 'appliedHere' | 'order' | 'countedBy'
>;

/** Completes a plan: no more is asked for than the limit needs, where SWF applies the whole filter. */
export function planRequests<Filter extends object>(
  lookup: Lookup<Filter>,
  { limit, token }: { readonly limit: number | undefined; readonly token: string | undefined },
): RequestPlan<Filter> {
  const isWholeFilterSwfs = Object.keys(lookup.appliedHere).length === 0;
  const pages = limit === 0 || (limit && isWholeFilterSwfs) ? Math.ceil(limit / LARGEST_PAGE) : undefined;
  // SWF wants every argument repeated unchanged with a token: all pages of a listing are of one size. A merged listing begins anew instead.
  const isSizeFixed = token !== undefined && lookup.operations.length === 1;
  const { countedBy, ...rest } = lookup;
  return Object.freeze({
    ...rest,
    pageSize: pages && limit && !isSizeFixed ? Math.ceil(limit / pages) : LARGEST_PAGE,
    ...(limit !== undefined && { limit }),
    ...(pages !== undefined && { maximumRequests: mostRequests(pages, lookup.operations) }),
    countedBy,
    ...(token !== undefined && { nextPageToken: token }),
  });
}

// Of two listings the second is read in the span of each page of the first: a request for each span, and one more after each page that was full.
function mostRequests(pages: number, operations: readonly string[]): number {
  return operations.length === 1 || pages === 0 ? pages : 3 * pages - 1;
}
