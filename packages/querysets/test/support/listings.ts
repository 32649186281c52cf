import {
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  type WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import type { Client } from '@swf/settings/request';
import { DOMAIN } from './executions.js';

/** A run, as a test gives it. */
export interface Run {
  readonly runId: string;
  /** Its start in milliseconds. */
  readonly start: number;
  isOpen: boolean;
}

/** How the double answers. */
export interface ListingOptions {
  /**
   * The number of runs on the next page of a listing, if the request allows as many. Default: no
   * limit.
   */
  readonly pageSize?: (isOpen: boolean) => number;
  /** What happens after each answer, for example that a run closes. */
  readonly onAnswer?: () => void;
}

/**
 * Makes a queryset over these runs, newest first, and a log of its requests.
 *
 * A double of SWF's two listings, for orders and short pages that a service cannot be made to have:
 * SWF's windows include both ends, and its tokens are a place in the listing.
 */
export function listingsOf(runs: readonly Run[], { pageSize, onAnswer }: ListingOptions = {}) {
  const requests: string[] = [];
  const send = async (command: unknown) => {
    const isOpen = command instanceof ListOpenWorkflowExecutionsCommand;
    if (!isOpen && !(command instanceof ListClosedWorkflowExecutionsCommand)) throw new Error('not a listing');
    const { startTimeFilter, nextPageToken, maximumPageSize = 1000, reverseOrder } = command.input;
    requests.push(isOpen ? 'open' : 'closed');
    const from = startTimeFilter?.oldestDate?.getTime() ?? 0;
    const to = startTimeFilter?.latestDate?.getTime() ?? Number.POSITIVE_INFINITY;
    const ordered = reverseOrder ? [...runs].reverse() : runs;
    const isListed = (run: Run) => run.isOpen === isOpen && run.start >= from && run.start <= to;
    const listed = ordered.slice(Number(nextPageToken ?? 0)).filter(isListed);
    const page = listed.slice(0, Math.min(maximumPageSize, pageSize?.(isOpen) ?? maximumPageSize));
    const next = listed[page.length];
    const executionInfos = page.map(infoOf);
    onAnswer?.();
    return { executionInfos, nextPageToken: next && String(ordered.indexOf(next)) };
  };
  const executions = new WorkflowExecutionQuerySet(DOMAIN, { client: { send } as Client });
  return { executions, requests };
}

function infoOf({ runId, start, isOpen }: Run): WorkflowExecutionInfo {
  return {
    execution: { workflowId: 'order', runId },
    workflowType: { name: 'order', version: '1' },
    startTimestamp: new Date(start),
    executionStatus: isOpen ? 'OPEN' : 'CLOSED',
  };
}
