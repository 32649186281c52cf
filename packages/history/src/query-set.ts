import { InvalidArgumentError } from '@swf/settings/errors';
import {
  BOOLEAN,
  checkInteger,
  checkLength,
  checkOptions,
  checkRequestOptions,
  INSPECT,
  LIMITS,
  NAME,
  type OptionNames,
  preview,
  REQUEST_OPTIONS,
  type RequestOptions,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { type AnyEvent, Event } from './event/event.js';
import type { RawEvent } from './event/raw-event.js';
import { History } from './history/history.js';
import type { HistoryPage } from './history-pages.js';
import { checkSameEvent, checkSameStart } from './same-run.js';

/** A workflow execution. A `WorkflowExecution` model is one. */
export interface WorkflowExecutionRef {
  readonly workflowId: string;
  /** Default: the open run, or the latest closed run if none is open. */
  readonly runId?: string | undefined;
}

/** How to read the pages of a history. */
export interface HistoryPageOptions extends RequestOptions {
  /** Newest first. Default: oldest first. */
  readonly reverse?: boolean | undefined;
  /** The maximum number of events on a page, 1 to 1,000. Default: 1,000. */
  readonly maximumPageSize?: number | undefined;
  /**
   * The token of the page before, valid for 24 hours with the same run and options. Default: the
   * first page.
   */
  readonly nextPageToken?: string | undefined;
}

/** How to read a history. */
export interface HistoryQueryOptions extends Omit<HistoryPageOptions, 'nextPageToken'> {
  /** The maximum number of events. Default: all. */
  readonly limit?: number | undefined;
}

const QUERY_OPTIONS: OptionNames<HistoryQueryOptions> = {
  ...REQUEST_OPTIONS,
  reverse: true,
  maximumPageSize: true,
  limit: true,
};
const PAGE_OPTIONS: OptionNames<HistoryPageOptions> = {
  ...REQUEST_OPTIONS,
  reverse: true,
  maximumPageSize: true,
  nextPageToken: true,
};

const LARGEST_PAGE = 1000;

// Few events are appended between two calls of resume(), so a full page would be mostly known
// events.
const RESUME_PAGE = 100;

/**
 * The histories of a domain's executions.
 *
 * @example
 * const history = await new HistoryQuerySet({ name: 'orders' }).get({ workflowId: 'order-42' });
 */
export class HistoryQuerySet {
  readonly domain: { readonly name: string };
  readonly #requestOptions: RequestOptions;

  /**
   * Checks everything, but sends nothing.
   *
   * @param options the client and signal of every request; each method takes its own as well.
   * @throws `InvalidArgumentError` if SWF would refuse the domain's name, and for options that are
   * unknown or of the wrong kind.
   */
  constructor(domain: { readonly name: string }, options: RequestOptions = {}) {
    NAME.check('domain.name', domain?.name);
    const { client, signal } = checkRequestOptions(checkOptions('options', options, REQUEST_OPTIONS));
    this.domain = Object.freeze({ name: domain.name });
    this.#requestOptions = Object.freeze({ client, signal });
    // A subclass may add fields.
    if (new.target === HistoryQuerySet) Object.freeze(this);
  }

  /**
   * Reads the history of a run: all of it, or `limit` events from its beginning or, with `reverse`,
   * from its end.
   *
   * @throws `DoesNotExistError` if SWF does not know the run, or no run of the workflow id.
   * @throws `InvalidArgumentError` if an argument breaks a rule of SWF, and for an unknown option.
   */
  async get(execution: WorkflowExecutionRef, options: HistoryQueryOptions = {}): Promise<History> {
    const events: RawEvent[] = [];
    for await (const event of this.#rawEvents(execution, options)) events.push(event);
    return History.from(events);
  }

  /**
   * Yields the events of a run one by one, requesting pages as they are read.
   *
   * @throws what {@link get} throws.
   */
  async *events(
    execution: WorkflowExecutionRef,
    options: HistoryQueryOptions = {},
  ): AsyncGenerator<AnyEvent, void, void> {
    for await (const event of this.#rawEvents(execution, options)) yield new Event(event) as Event as AnyEvent;
  }

  /**
   * Yields the pages of a run's history, requesting each when it is read.
   *
   * @throws what {@link get} throws.
   * @example
   * let history = History.from([]);
   * for await (const { events } of querySet.pages(execution)) history = history.append(events);
   */
  async *pages(
    execution: WorkflowExecutionRef,
    options: HistoryPageOptions = {},
  ): AsyncGenerator<HistoryPage, void, void> {
    const {
      reverse = false,
      maximumPageSize = LARGEST_PAGE,
      nextPageToken,
      ...request
    } = checkOptions('options', options, PAGE_OPTIONS);
    const { workflowId, runId } = checkExecution(execution);
    BOOLEAN.check('reverse', reverse);
    if (nextPageToken !== undefined && runId === undefined) {
      throw new InvalidArgumentError(
        `runId must be given with nextPageToken: the latest run of "${workflowId}" may have changed`,
      );
    }
    checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: LARGEST_PAGE });
    const query = {
      domain: this.domain.name,
      execution: { workflowId, runId: runId ?? (await this.#latestRunId(workflowId, request)) },
      maximumPageSize,
      reverseOrder: reverse,
    };
    const { historyPages } = await import('./history-pages.js');
    yield* historyPages(query, nextPageToken, this.#requestOptionsOf(request));
  }

  /**
   * Appends the events that the run has had since; a closed history is returned without a request.
   *
   * Resolves to the same history if there is nothing new. Without a run id, the first events of the
   * history and of the latest run are compared, too, which takes one more request. So give the run
   * id of a redacted history, whose input is not that of the run, and of a partial one: without its
   * first event, it can be taken for that of another run.
   *
   * @throws what {@link get} throws.
   * @throws `InvalidArgumentError` if the history is that of another run.
   */
  async resume(execution: WorkflowExecutionRef, history: History, options: RequestOptions = {}): Promise<History> {
    if (typeof history?.append !== 'function') {
      throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
    }
    const request = checkOptions('options', options, REQUEST_OPTIONS);
    if (history.finished) return history;
    const { workflowId, runId } = checkExecution(execution);
    // One run for all requests, even if another follows it meanwhile.
    const run = { workflowId, runId: runId ?? (await this.#latestRunId(workflowId, request)) };
    if (runId === undefined && history.event(1)) {
      for await (const first of this.#rawEvents(run, { ...request, limit: 1 })) {
        checkSameStart(workflowId, history, first);
      }
    }
    const known = Math.max(history.first?.id ?? 0, history.last?.id ?? 0);
    const query = { ...request, reverse: true, maximumPageSize: RESUME_PAGE };
    const news: RawEvent[] = [];
    for await (const event of this.#rawEvents(run, query)) {
      if ((event.eventId ?? 0) <= known) {
        checkSameEvent(workflowId, history, event);
        break;
      }
      news.push(event);
    }
    return news.length === 0 ? history : history.append(news.reverse());
  }

  /** Returns its domain, for example `HistoryQuerySet of domain "orders"`. */
  toString(): string {
    return `HistoryQuerySet of domain "${this.domain.name}"`;
  }

  [INSPECT](): string {
    return this.toString();
  }

  async *#rawEvents(
    execution: WorkflowExecutionRef,
    options: HistoryQueryOptions,
  ): AsyncGenerator<RawEvent, void, void> {
    const { limit, ...query } = checkOptions('options', options, QUERY_OPTIONS);
    if (limit !== undefined) checkInteger('limit', limit, { min: 1, max: Number.MAX_SAFE_INTEGER });
    const maximumPageSize = query.maximumPageSize ?? Math.min(limit ?? LARGEST_PAGE, LARGEST_PAGE);
    let left = limit ?? Number.POSITIVE_INFINITY;
    for await (const { events } of this.pages(execution, { ...query, maximumPageSize })) {
      for (const event of events) {
        yield event;
        left--;
        if (left === 0) return;
      }
    }
  }

  /** Loads the SDK only now, as for pages: a program that explains a dump needs none of it. */
  async #latestRunId(workflowId: string, request: RequestOptions): Promise<string> {
    const { latestRunId } = await import('@swf/settings/request');
    return latestRunId({ domain: this.domain.name, workflowId }, this.#requestOptionsOf(request));
  }

  #requestOptionsOf({ client, signal }: RequestOptions): RequestOptions {
    return { client: client ?? this.#requestOptions.client, signal: signal ?? this.#requestOptions.signal };
  }
}

/** Returns the ids of the execution; a null run id, as some dumps write it, counts as absent. */
function checkExecution(execution: WorkflowExecutionRef): { workflowId: string; runId: string | undefined } {
  const { workflowId, runId } = execution ?? {};
  WORKFLOW_ID.check('workflowId', workflowId);
  if (runId === undefined || runId === null) return { workflowId, runId: undefined };
  return { workflowId, runId: checkLength('runId', runId, { min: 1, max: LIMITS.runId }) };
}
