import { GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import type { RawEvent } from './event/raw-event.js';

/** The arguments of GetWorkflowExecutionHistory. */
interface HistoryQuery {
  readonly domain: string;
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
}

/** One page of a history, as SWF returns it. */
export interface HistoryPage {
  readonly events: readonly RawEvent[];
  /** The token of the next page; undefined on the last. */
  readonly nextPageToken: string | undefined;
}

/** Yields the pages of a history; requests each when its reader gets to it. */
export async function* historyPages(
  query: HistoryQuery,
  nextPageToken: string | undefined,
  options: RequestOptions,
): AsyncGenerator<HistoryPage, void, void> {
  const { domain, execution } = query;
  const fetch = (token: string | undefined) =>
    send(
      new GetWorkflowExecutionHistoryCommand({ ...query, nextPageToken: token }),
      { kind: 'WorkflowExecution', name: execution.workflowId, domain },
      options,
    );
  for await (const answer of pages(fetch, nextPageToken)) {
    yield { events: answer.events ?? [], nextPageToken: answer.nextPageToken };
  }
}
