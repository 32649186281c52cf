import {
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  type WorkflowExecutionInfo,
  type WorkflowExecutionInfos,
} from '@aws-sdk/client-swf';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import type { ExecutionFilter } from './execution-filter.js';
import type { Status } from './execution-plan.js';
import { type ExecutionQuery, ofOpen } from './execution-query.js';
import { matches } from './matches.js';

/** A page of executions that pass the filter. */
export interface InfoPage {
  readonly infos: readonly WorkflowExecutionInfo[];
  /** What the listing goes on from; nothing where it ends. */
  readonly nextPageToken: string | undefined;
}

/** A page as SWF answered it. */
export interface ListedPage extends InfoPage {
  /** The start time of the last execution on it, whether that passes the filter or not; nothing for an empty page. */
  readonly reached: Date | undefined;
}

/** How one listing of SWF's is read. */
export interface Reading {
  readonly query: ExecutionQuery;
  /** The part of the filter that SWF does not apply. */
  readonly appliedHere: ExecutionFilter;
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
  readonly options: RequestOptions;
}

/** SWF's pages of the executions that are open, or of those that are closed. */
export async function* listExecutions(
  status: Status,
  { query, appliedHere, maximumPageSize, reverseOrder, options }: Reading,
  token?: string,
): AsyncGenerator<ListedPage, void, void> {
  const input = { ...query, maximumPageSize, reverseOrder };
  const answers = pages((nextPageToken) => sendList(status, { ...input, nextPageToken }, options), token);
  for await (const { executionInfos = [], nextPageToken } of answers) {
    const infos = executionInfos.filter((info) => matches(info, appliedHere));
    yield { infos, nextPageToken, reached: executionInfos.at(-1)?.startTimestamp };
  }
}

type ListInput = ExecutionQuery & {
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
  readonly nextPageToken: string | undefined;
};

function sendList(status: Status, input: ListInput, options: RequestOptions): Promise<WorkflowExecutionInfos> {
  const context = { kind: 'Domain', name: input.domain ?? '' };
  if (status === 'CLOSED') return send(new ListClosedWorkflowExecutionsCommand(input), context, options);
  return send(new ListOpenWorkflowExecutionsCommand(ofOpen(input)), context, options);
}
