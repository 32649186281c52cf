import { InvalidArgumentError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkInteger, checkName, checkObject, checkWorkflowId, show } from '@swf/settings/wire';
import { type AnyEvent, Event } from './event/event.js';
import type { RawEvent } from './event/raw-event.js';
import { History } from './history/history.js';
import type { HistoryPage } from './history-pages.js';

/** One run of an execution. SWF asks for both ids. */
export interface WorkflowExecutionRef {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

/** How to read pages of a history. */
export interface HistoryPageOptions extends RequestOptions {
  /** Newest first. Default: oldest first. */
  readonly reverse?: boolean | undefined;
  /** How many events SWF may put on a page, 1 to 1,000. Default: 1,000. */
  readonly maximumPageSize?: number | undefined;
  /** Where an earlier reading stopped; good for 24 hours, with the other options unchanged. Default: the beginning. */
  readonly nextPageToken?: string | undefined;
}

/** How to read a history. */
export interface HistoryQueryOptions extends Omit<HistoryPageOptions, 'nextPageToken'> {
  /** At most that many events. Default: all. */
  readonly limit?: number | undefined;
}

const LARGEST_PAGE = 1000;

// Few events come between two looks at a run; a history that is read again should not cost a whole page each time.
const NEWS_PAGE = 100;

/**
 * The histories of a domain's executions. Reading goes on to the last page, whatever the pages hold.
 *
 * @example
 * const history = await new HistoryQuerySet({ name: 'orders' }).get({ workflowId: 'order-42', runId });
 */
export class HistoryQuerySet {
  readonly domain: { readonly name: string };

  /** Throws `InvalidArgumentError` where the domain has no name that SWF takes. */
  constructor(domain: { readonly name: string }) {
    checkName('domain.name', domain?.name);
    this.domain = Object.freeze({ name: domain.name });
    Object.freeze(this);
  }

  /**
   * The history of a run: all of it, or `limit` events from its beginning or, with `reverse`, from its end.
   *
   * Throws `DoesNotExistError` where SWF does not know the run, `InvalidArgumentError` where no `runId` is given.
   */
  async get(execution: WorkflowExecutionRef, options: HistoryQueryOptions = {}): Promise<History> {
    const events: RawEvent[] = [];
    for await (const event of this.#rawEvents(execution, options)) events.push(event);
    return History.from(events);
  }

  /** The events of a run one by one; a page is requested when the reader comes to it. Throws as {@link get} does. */
  async *events(
    execution: WorkflowExecutionRef,
    options: HistoryQueryOptions = {},
  ): AsyncGenerator<AnyEvent, void, void> {
    for await (const event of this.#rawEvents(execution, options)) yield new Event(event) as Event as AnyEvent;
  }

  /**
   * The pages of a run's history, each requested when the reader comes to it. Throws as {@link get} does.
   *
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
    } = checkObject('options', options);
    const { workflowId, runId } = execution ?? {};
    checkWorkflowId('workflowId', workflowId);
    if (!runId) throw new InvalidArgumentError(`runId must be given: "${workflowId}" may have had many runs`);
    checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: LARGEST_PAGE });
    const domain = this.domain.name;
    const query = { domain, execution: { workflowId, runId }, maximumPageSize, reverseOrder: reverse };
    // Loaded when SWF is asked: a program that only explains a dump loads nothing of the SDK.
    const { historyPages } = await import('./history-pages.js');
    yield* historyPages(query, nextPageToken, request);
  }

  /**
   * The history with what has happened in the run since: only pages with news are requested, none for a run that has closed.
   *
   * Resolves to the same history where there is nothing new. Throws as {@link get} does.
   */
  async resume(execution: WorkflowExecutionRef, history: History, options: RequestOptions = {}): Promise<History> {
    if (typeof history?.append !== 'function') {
      throw new InvalidArgumentError(`history must be one such as get() gives, not ${show(history)}`);
    }
    if (history.finished) return history;
    const known = Math.max(history.first?.id ?? 0, history.last?.id ?? 0);
    const news: RawEvent[] = [];
    for await (const event of this.#rawEvents(execution, {
      ...checkObject('options', options),
      reverse: true,
      maximumPageSize: NEWS_PAGE,
    })) {
      if ((event.eventId ?? 0) <= known) break;
      news.push(event);
    }
    return news.length === 0 ? history : history.append(news.reverse());
  }

  async *#rawEvents(
    execution: WorkflowExecutionRef,
    options: HistoryQueryOptions,
  ): AsyncGenerator<RawEvent, void, void> {
    const { limit, ...query } = checkObject('options', options);
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
}
