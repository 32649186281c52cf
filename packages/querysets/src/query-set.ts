import type { Count } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkRequestOptions, REQUEST_OPTIONS, type RequestOptions } from '@swf/settings/request';
import {
  checkInteger,
  checkLength,
  checkOptions,
  INSPECT,
  type InspectArguments,
  type OptionNames,
  printed,
} from '@swf/settings/wire';
import { type Described, detailed } from './detailed.js';
import { LARGEST_PAGE, type ListingSpan, type RequestPlan } from './request-plan.js';

/** One page of a listing. */
export interface ModelPage<Model> {
  /** The results in the order of the listing; a page may be short or empty while more follow. */
  readonly items: readonly Model[];
  /** The token for `continueFrom()`; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}

/** The options of `pages()`. */
export interface PagesOptions extends RequestOptions {
  /**
   * The maximum number of results per page, 1 to 1,000. Default: that of `explain()`. Must stay the
   * same with `continueFrom()`.
   */
  readonly maximumPageSize?: number | undefined;
}

const PAGES_OPTIONS: OptionNames<PagesOptions> = { ...REQUEST_OPTIONS, maximumPageSize: true };

/** The options of `detailed()`. */
export interface DetailedOptions extends RequestOptions {
  /** The maximum number of Describe requests in flight, 1 to 100. Default: 10. */
  readonly concurrency?: number | undefined;
}

const DETAILED_OPTIONS: OptionNames<DetailedOptions> = { ...REQUEST_OPTIONS, concurrency: true };

const PAGE_TOKEN_LENGTH = 2048;
const MOST_DESCRIBE_REQUESTS = 100;

/**
 * A lazy listing of models. Immutable, unless a subclass adds fields.
 *
 * `filter`, `limit`, `reverse` and `continueFrom` return another queryset of the same class.
 * Requests are sent when results are read, a page at a time.
 */
export abstract class QuerySet<Model extends Described<Model>, Filter extends object> implements AsyncIterable<Model> {
  protected readonly filters: Filter;
  protected readonly span: ListingSpan = Object.freeze({
    limit: undefined,
    reversed: false,
    token: undefined,
    pageSize: undefined,
  });
  protected readonly requestOptions: RequestOptions;

  protected constructor(filters: Filter, requestOptions: RequestOptions) {
    const { client, signal } = checkRequestOptions(checkOptions('options', requestOptions, REQUEST_OPTIONS));
    this.filters = Object.freeze(filters);
    this.requestOptions = Object.freeze({ client, signal });
  }

  /**
   * Combines the filter so far with this one.
   *
   * @throws `InvalidArgumentError` if nothing could match.
   */
  protected abstract refine(filter: Filter): Filter;

  /** Requests page after page; the models on them match the whole filter. */
  protected abstract list(pageSize: number, options: RequestOptions): AsyncIterable<ModelPage<Model>>;

  /** Returns the requests that reading would make, as plain data; sends nothing. */
  abstract explain(): RequestPlan<Filter>;

  /**
   * Returns the results that match this filter too.
   *
   * @throws `InvalidArgumentError` for an unknown field, a value that SWF would refuse, and
   * contradicting filters.
   */
  filter(filter: Filter): this {
    this.refuseAfterToken('filter');
    return this.derive({ filters: this.refine(filter) });
  }

  /**
   * Returns the first `count` results, 0 or more. The smallest of several limits applies. Requests
   * only the pages that it needs.
   */
  limit(count: number): this {
    checkInteger('limit', count, { max: Number.MAX_SAFE_INTEGER });
    return this.derive({ span: { ...this.span, limit: Math.min(count, this.span.limit ?? count) } });
  }

  /** Returns the results in reverse order. */
  reverse(): this {
    this.refuseAfterToken('reverse');
    return this.derive({ span: { ...this.span, reversed: !this.span.reversed } });
  }

  /**
   * Returns the results after a page, by its `nextPageToken`, in this process or another. SWF's
   * tokens expire after 24 hours.
   *
   * The queryset must be the one of the token: same filter, direction and page size. The page size
   * is that of the limit so far; one that follows changes nothing about it.
   */
  continueFrom(nextPageToken: string): this {
    this.checkToken(nextPageToken);
    const { pageSize } = this.explain();
    return this.derive({ span: { ...this.span, token: nextPageToken, pageSize } });
  }

  /** Reads all results. */
  async all(options?: RequestOptions): Promise<Model[]> {
    const models: Model[] = [];
    for await (const page of this.pages(options)) models.push(...page.items);
    return models;
  }

  /** Reads the first result; undefined if there is none. */
  async first(options?: RequestOptions): Promise<Model | undefined> {
    for await (const model of this.limit(1).stream(options)) return model;
    return undefined;
  }

  /** Checks whether there is a result. */
  async exists(options?: RequestOptions): Promise<boolean> {
    return (await this.first(options)) !== undefined;
  }

  /** Counts the results by reading the listing: SWF counts only executions. */
  async count(options?: RequestOptions): Promise<Count> {
    let count = 0;
    for await (const page of this.pages(options)) count += page.items.length;
    return { count, truncated: false };
  }

  /**
   * Yields SWF's pages, each requested when it is read.
   *
   * @example
   * for await (const { items, nextPageToken } of types.pages({ maximumPageSize: 50 })) {
   *   console.log(items, nextPageToken);
   *   break; // continue later with types.continueFrom(nextPageToken).pages({ maximumPageSize: 50 })
   * }
   */
  pages(options: PagesOptions = {}): AsyncGenerator<ModelPage<Model>, void, void> {
    const { pageSize } = this.explain();
    const { maximumPageSize = pageSize, ...request } = checkOptions('options', options, PAGES_OPTIONS);
    checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: LARGEST_PAGE });
    return cutAt(this.span.limit, this.list(maximumPageSize, this.withDefaults(request)));
  }

  /**
   * Yields the results one by one, as iterating over the queryset does, with a client or signal of
   * its own.
   */
  stream(options?: RequestOptions): AsyncGenerator<Model, void, void> {
    const { signal } = this.withDefaults(options);
    return modelsOf(this.pages(options), signal);
  }

  [Symbol.asyncIterator](): AsyncGenerator<Model, void, void> {
    return this.stream();
  }

  /**
   * Yields the results one by one with all their attributes, in the order of the listing.
   *
   * Sends a Describe request for each, several at once. Skips what was deleted since it was listed.
   */
  detailed(options: DetailedOptions = {}): AsyncGenerator<Model, void, void> {
    const { concurrency = 10, ...request } = checkOptions('options', options, DETAILED_OPTIONS);
    checkInteger('concurrency', concurrency, { min: 1, max: MOST_DESCRIBE_REQUESTS });
    return detailed(this.stream(request), concurrency, this.withDefaults(request));
  }

  /** Returns what {@link explain} does: a queryset holds no results. */
  toJSON(): RequestPlan<Filter> {
    return this.explain();
  }

  /**
   * Returns the class, domain, filter, limit and order, for example `DomainQuerySet
   * {"status":"DEPRECATED"}, limit 5`.
   */
  toString(): string {
    const { domain, order } = this.explain();
    const { limit } = this.span;
    const filter = Object.keys(this.filters).length > 0 ? ` ${JSON.stringify(this.filters)}` : '';
    const title = `${this.constructor.name}${domain === undefined ? '' : ` of domain "${domain}"`}${filter}`;
    return `${title}, ${limit === undefined ? '' : `limit ${limit}, `}by ${order}`;
  }

  [INSPECT](...args: InspectArguments): string {
    return printed(args, { title: this.constructor.name, members: this.explain() });
  }

  /** Throws `InvalidArgumentError` for what cannot be a token of this listing. */
  protected checkToken(token: string): void {
    checkLength('nextPageToken', token, { min: 1, max: PAGE_TOKEN_LENGTH });
  }

  /** Returns the request options, with those of the queryset as defaults. */
  protected withDefaults(options: RequestOptions = {}): RequestOptions {
    const { client, signal } = checkRequestOptions(checkOptions('options', options, REQUEST_OPTIONS));
    return { client: client ?? this.requestOptions.client, signal: signal ?? this.requestOptions.signal };
  }

  /** Returns a queryset of the same class and with the same fields, but for these changes. */
  protected derive(changes: { readonly filters?: Filter; readonly span?: ListingSpan }): this {
    const derived: this = Object.assign(Object.create(Object.getPrototypeOf(this)), this, changes);
    return Object.isFrozen(this) ? Object.freeze(derived) : derived;
  }

  private refuseAfterToken(method: string): void {
    if (this.span.token === undefined) return;
    throw new InvalidArgumentError(
      `${method}() must come before continueFrom(): a token belongs to the listing that it came from`,
    );
  }
}

/** Yields the pages up to the limit, and requests none after it. */
async function* cutAt<Model>(
  limit: number | undefined,
  pages: AsyncIterable<ModelPage<Model>>,
): AsyncGenerator<ModelPage<Model>, void, void> {
  let wanted = limit ?? Number.POSITIVE_INFINITY;
  if (wanted === 0) return;
  for await (const page of pages) {
    const items = Object.freeze(page.items.slice(0, wanted));
    wanted -= items.length;
    const { nextPageToken } = page;
    yield Object.freeze(wanted > 0 && nextPageToken ? { items, nextPageToken } : { items });
    if (wanted === 0) return;
  }
}

async function* modelsOf<Model>(
  pages: AsyncIterable<ModelPage<Model>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Model, void, void> {
  for await (const page of pages) {
    for (const model of page.items) {
      signal?.throwIfAborted();
      yield model;
    }
  }
}
