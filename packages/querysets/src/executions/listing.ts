import {
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  type WorkflowExecutionInfo,
  type WorkflowExecutionInfos,
} from '@aws-sdk/client-swf';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import type { ExecutionFilter } from './execution-filter.js';
import { type ExecutionQuery, ofOpen, type Status } from './execution-plan.js';

/** A page of executions that match the filter. */
export interface InfoPage {
  readonly infos: readonly WorkflowExecutionInfo[];
  /** The token of the next page; undefined on the last. */
  readonly nextPageToken: string | undefined;
}

/** A page of one of SWF's listings. */
export interface ListedPage extends InfoPage {
  /**
   * The start time of the last execution on it, whether that matches or not; undefined for an empty
   * page.
   */
  readonly reached: Date | undefined;
}

/** How to read one of SWF's listings. */
export interface Reading {
  readonly query: ExecutionQuery;
  /** The filters to apply to each page: what SWF does not apply, and what it may have ignored. */
  readonly filters: readonly ExecutionFilter[];
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
  readonly options: RequestOptions;
}

/** Yields SWF's pages of the open executions, or of the closed ones. */
export async function* listExecutions(
  status: Status,
  { query, filters, maximumPageSize, reverseOrder, options }: Reading,
  token?: string,
): AsyncGenerator<ListedPage, void, void> {
  const input = { ...query, maximumPageSize, reverseOrder };
  const answers = pages((nextPageToken) => sendList(status, { ...input, nextPageToken }, options), token);
  for await (const { executionInfos = [], nextPageToken } of answers) {
    const infos = executionInfos.filter((info) => filters.every((filter) => matches(info, filter)));
    yield { infos, nextPageToken, reached: executionInfos.at(-1)?.startTimestamp };
  }
}

type ListInput = ExecutionQuery & {
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
  readonly nextPageToken: string | undefined;
};

function sendList(status: Status, input: ListInput, options: RequestOptions): Promise<WorkflowExecutionInfos> {
  const context = { kind: 'Domain', name: input.domain };
  if (status === 'CLOSED') return send(new ListClosedWorkflowExecutionsCommand(input), context, options);
  return send(new ListOpenWorkflowExecutionsCommand(ofOpen(input)), context, options);
}

/** Checks whether an execution matches the filter. */
function matches(info: WorkflowExecutionInfo, filter: ExecutionFilter): boolean {
  const { status, workflowId, type, tag, closeStatus, startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  return (
    isOrAny(status, info.executionStatus) &&
    isOrAny(workflowId, info.execution?.workflowId) &&
    isOrAny(type?.name, info.workflowType?.name) &&
    isOrAny(type?.version, info.workflowType?.version) &&
    isOrAny(closeStatus, info.closeStatus) &&
    (tag === undefined || [tag].flat().every((each) => info.tagList?.includes(each))) &&
    isWithin(info.startTimestamp, startedAfter, startedBefore) &&
    isWithin(info.closeTimestamp, closedAfter, closedBefore)
  );
}

function isOrAny<Value>(wanted: Value | undefined, actual: Value | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function isWithin(instant: Date | undefined, after: Date | undefined, before: Date | undefined): boolean {
  if (!after && !before) return true;
  return instant !== undefined && (!after || instant >= after) && (!before || instant < before);
}
