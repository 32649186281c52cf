import type { InspectOptions } from 'node:util';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkRequestOptions, type RequestOptions } from '@swf/settings/request';
import { checkInteger, checkLength, checkObject } from '@swf/settings/wire';
import type { Count } from './count.js';
import { type Described, detailed } from './detailed.js';
import { cutAt, type ModelPage } from './model-page.js';
import { LARGEST_PAGE, type RequestPlan } from './request-plan.js';

/** What `pages()` takes. */
export interface PagesOptions extends RequestOptions {
  /** Results per page at most, 1 to 1,000. Default: what `explain()` says. Has to stay the same when a listing is resumed. */
  readonly maximumPageSize?: number | undefined;
}

/** What `detailed()` takes. */
export interface DetailedOptions extends RequestOptions {
  /** How many Describe requests may be under way at once, 1 to 100. Default: 10. */
  readonly concurrency?: number | undefined;
}

/** Where a listing starts and ends, and which way it goes. */
interface Span {
  readonly limit: number | undefined;
  readonly reversed: boolean;
  readonly token: string | undefined;
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const PAGE_TOKEN_LENGTH = 2048;
const MOST_DESCRIBE_REQUESTS = 100;

/**
 * A listing of models that is made up before anything is asked: `filter`, `limit`, `reverse` and `resume` give another queryset, and requests are sent when
 * results are read, a page at a time, as far as they are read.
 */
export abstract class QuerySet<Model extends Described<Model>, Filter extends object> implements AsyncIterable<Model> {
  protected readonly filters: Filter;
  protected readonly span: Span = Object.freeze({ limit: undefined, reversed: false, token: undefined });
  protected readonly requestOptions: RequestOptions;

  protected constructor(filters: Filter, requestOptions: RequestOptions) {
    const { client, signal } = checkRequestOptions(requestOptions);
    this.filters = Object.freeze(filters);
    this.requestOptions = Object.freeze({ client, signal });
  }

  /** The filter asked for so far and this one, as one. Throws `InvalidArgumentError` where nothing could pass it. */
  protected abstract refine(filter: Filter): Filter;

  /** Asks SWF for page after page; the models on them pass the whole filter. */
  protected abstract list(pageSize: number, options: RequestOptions): AsyncIterable<ModelPage<Model>>;

  /** What would be asked of SWF, as plain data; sends nothing. */
  abstract explain(): RequestPlan<Filter>;

  /**
   * Those results that pass this filter too.
   *
   * @throws `InvalidArgumentError` for a field or value that SWF could not take, and for filters that contradict each other.
   */
  filter(filter: Filter): this {
    this.refuseWhenResumed('filter');
    return this.derive({ filters: this.refine(filter) });
  }

  /** The first `count` results, 0 or more; of several limits the smallest holds. SWF is asked for no more than needed. */
  limit(count: number): this {
    checkInteger('limit', count, { max: Number.MAX_SAFE_INTEGER });
    return this.derive({ span: { ...this.span, limit: Math.min(count, this.span.limit ?? count) } });
  }

  /** The same results from the other end. */
  reverse(): this {
    this.refuseWhenResumed('reverse');
    return this.derive({ span: { ...this.span, reversed: !this.span.reversed } });
  }

  /**
   * The results after a page: goes on from its `nextPageToken`, in the same process or in another. SWF's tokens live for 24 hours.
   *
   * Call it on the queryset that the token came from: same filter, same direction, same page size.
   */
  resume(nextPageToken: string): this {
    this.checkToken(nextPageToken);
    return this.derive({ span: { ...this.span, token: nextPageToken } });
  }

  /** All results at once. */
  async all(options?: RequestOptions): Promise<Model[]> {
    const models: Model[] = [];
    for await (const page of this.pages(options)) models.push(...page.items);
    return models;
  }

  /** The first result, `undefined` where there is none. */
  async first(options?: RequestOptions): Promise<Model | undefined> {
    for await (const model of this.limit(1).stream(options)) return model;
    return undefined;
  }

  /** Whether there is any result. */
  async exists(options?: RequestOptions): Promise<boolean> {
    return (await this.first(options)) !== undefined;
  }

  /** How many results there are, by reading the listing: SWF counts executions only. */
  async count(options?: RequestOptions): Promise<Count> {
    let count = 0;
    for await (const page of this.pages(options)) count += page.items.length;
    return { count, truncated: false };
  }

  /**
   * SWF's pages, each asked for when it is read.
   *
   * @example
   * for await (const { items, nextPageToken } of types.pages({ maximumPageSize: 50 })) {
   *   console.log(items, nextPageToken);
   *   break; // and some other time: types.resume(nextPageToken).pages({ maximumPageSize: 50 })
   * }
   */
  pages(options: PagesOptions = {}): AsyncGenerator<ModelPage<Model>, void, void> {
    const { pageSize } = this.explain();
    const { maximumPageSize = pageSize } = checkObject('options', options);
    checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: LARGEST_PAGE });
    return cutAt(this.span.limit, this.list(maximumPageSize, this.withDefaults(options)));
  }

  /** The results one by one, as iterating over the queryset does, with a client or signal of its own. */
  async *stream(options?: RequestOptions): AsyncGenerator<Model, void, void> {
    const { signal } = this.withDefaults(options);
    for await (const page of this.pages(options)) {
      for (const model of page.items) {
        signal?.throwIfAborted();
        yield model;
      }
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<Model, void, void> {
    return this.stream();
  }

  /**
   * The results one by one, each with all that SWF knows of it: one Describe request for each, several at once, in the order of the listing.
   *
   * What SWF has deleted since it was listed is left out.
   */
  detailed(options: DetailedOptions = {}): AsyncGenerator<Model, void, void> {
    const { concurrency = 10 } = checkObject('options', options);
    checkInteger('concurrency', concurrency, { min: 1, max: MOST_DESCRIBE_REQUESTS });
    return detailed(this.stream(options), concurrency, this.withDefaults(options));
  }

  /** What {@link explain} tells: a queryset holds no results. */
  toJSON(): RequestPlan<Filter> {
    return this.explain();
  }

  [INSPECT](
    depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    const { name } = this.constructor;
    return depth < 0 ? `[${name}]` : `${name} ${inspect(this.explain(), options)}`;
  }

  /** Throws `InvalidArgumentError` for what cannot be a token of this listing. */
  protected checkToken(token: string): void {
    checkLength('nextPageToken', token, { min: 1, max: PAGE_TOKEN_LENGTH });
  }

  /** The options given, completed by those that the queryset was made with. */
  protected withDefaults(options: RequestOptions = {}): RequestOptions {
    const { client, signal } = checkRequestOptions(options);
    return { client: client ?? this.requestOptions.client, signal: signal ?? this.requestOptions.signal };
  }

  /** A queryset of the same class and with the same fields, but for these changes. */
  protected derive(changes: { readonly filters?: Filter; readonly span?: Span }): this {
    const derived: this = Object.create(Object.getPrototypeOf(this));
    return Object.freeze(Object.assign(derived, this, changes));
  }

  private refuseWhenResumed(method: string): void {
    if (this.span.token === undefined) return;
    throw new InvalidArgumentError(
      `${method}() must come before resume(): a token belongs to the listing that it came from`,
    );
  }
}
