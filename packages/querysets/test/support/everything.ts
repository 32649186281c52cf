import {
  paginateListClosedWorkflowExecutions,
  paginateListOpenWorkflowExecutions,
  type SWFClient,
  type WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import type { WorkflowExecutionFilter } from '@swf/querysets';
import { DOMAIN } from './executions.js';

/** Every execution of the domain, by the SDK alone. */
export async function listEverything(client: SWFClient): Promise<WorkflowExecutionInfo[]> {
  const everything: WorkflowExecutionInfo[] = [];
  // The SDK leaves its last page token in the query, and would begin there the next time.
  const query = () => ({ domain: DOMAIN.name, startTimeFilter: { oldestDate: new Date(0) } });
  for (const paginate of [paginateListOpenWorkflowExecutions, paginateListClosedWorkflowExecutions]) {
    for await (const { executionInfos = [] } of paginate({ client }, query())) everything.push(...executionInfos);
  }
  return everything;
}

/** Whether an execution passes a filter, as its documentation says it. */
export function passes(info: WorkflowExecutionInfo, filter: WorkflowExecutionFilter): boolean {
  const { startTimestamp: started, closeTimestamp: closed } = info;
  if (filter.status && info.executionStatus !== filter.status) return false;
  if (filter.workflowId !== undefined && info.execution?.workflowId !== filter.workflowId) return false;
  if (filter.type && info.workflowType?.name !== filter.type.name) return false;
  if (filter.type?.version && info.workflowType?.version !== filter.type.version) return false;
  if (filter.closeStatus && info.closeStatus !== filter.closeStatus) return false;
  if (typeof filter.tag === 'string' && !info.tagList?.includes(filter.tag)) return false;
  if (Array.isArray(filter.tag) && !filter.tag.every((tag) => info.tagList?.includes(tag))) return false;
  if (filter.startedAfter && !(started && started >= filter.startedAfter)) return false;
  if (filter.startedBefore && !(started && started < filter.startedBefore)) return false;
  if (filter.closedAfter && !(closed && closed >= filter.closedAfter)) return false;
  if (filter.closedBefore && !(closed && closed < filter.closedBefore)) return false;
  return true;
}
