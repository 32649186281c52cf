import { GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import { checkInteger } from '@swf/settings/wire';
import type { RawEvent } from './event/event.js';
import { History } from './history/history.js';

/** A run: SWF asks for both ids. */
export interface WorkflowExecutionRef {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

/** How to read a history. */
export interface HistoryQueryOptions extends RequestOptions {
  /** At most that many events. Default: all. */
  readonly limit?: number | undefined;
  /** Newest first. Default: oldest first. */
  readonly reverse?: boolean | undefined;
  /** How many events SWF may put on a page, 1 to 1,000. Default: 1,000. */
  readonly maximumPageSize?: number | undefined;
}

/** What {@link HistoryQuerySet.pages} takes. */
export interface HistoryPageOptions extends Omit<HistoryQueryOptions, 'limit'> {
  /** Where an earlier reading stopped; good for 24 hours, with the other options unchanged. */
  readonly nextPageToken?: string | undefined;
}

/** One page of a history. */
export interface HistoryPage {
  readonly events: readonly RawEvent[];
  /** Where the next page begins; `undefined` on the last. */
  readonly nextPageToken: string | undefined;
}

const LARGEST_PAGE = 1000;

/**
 * The histories of a domain's executions.
 *
 * @example
 * const history = await new HistoryQuerySet({ name: 'orders' }).get({ workflowId: 'order-42', runId });
 */
export class HistoryQuerySet {
  readonly domain: { readonly name: string };

  constructor(domain: { readonly name: string }) {
    this.domain = domain;
    Object.freeze(this);
  }

  /** The whole history of a run, however many pages it has; with `limit`, so many events from the beginning or, with `reverse`, from the end. */
  async get(execution: WorkflowExecutionRef, options: HistoryQueryOptions = {}): Promise<History> {
    const { limit, ...query } = options;
    if (limit !== undefined) checkInteger('limit', limit, { min: 1, max: Number.MAX_SAFE_INTEGER });
    const maximumPageSize = query.maximumPageSize ?? Math.min(limit ?? LARGEST_PAGE, LARGEST_PAGE);
    const events: RawEvent[] = [];
    for await (const page of this.pages(execution, { ...query, maximumPageSize })) {
      for (const event of page.events) events.push(event);
      if (limit !== undefined && events.length >= limit) break;
    }
    const history = History.from(events.slice(0, limit));
    return history;
  }

  /** The pages of a run's history, each requested when the reader comes to it. */
  async *pages(
    execution: WorkflowExecutionRef,
    options: HistoryPageOptions = {},
  ): AsyncGenerator<HistoryPage, void, void> {
    const { nextPageToken, reverse, maximumPageSize = LARGEST_PAGE, ...request } = options;
    const { workflowId, runId } = execution;
    if (!runId) throw new InvalidArgumentError(`runId must be given: "${workflowId}" may have had many runs`);
    checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: LARGEST_PAGE });
    const domain = this.domain.name;
    const fetch = (token: string | undefined) =>
      send(
        new GetWorkflowExecutionHistoryCommand({
          domain,
          execution: { workflowId, runId },
          maximumPageSize,
          reverseOrder: reverse ?? false,
          nextPageToken: token,
        }),
        { kind: 'WorkflowExecution', name: workflowId, domain },
        request,
      );
    for await (const answer of pages(fetch, nextPageToken)) {
      yield { events: answer.events ?? [], nextPageToken: answer.nextPageToken };
    }
  }
}
