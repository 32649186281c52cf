import { HistoryQuerySet } from '@swf/history';
import { type DomainRef, WorkflowExecution } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { ResponseError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { EveryMember, ExecutionSettings } from '@swf/settings/wire';

/** The run to start again, and what differs. */
export interface Restart {
  readonly domain: DomainRef;
  readonly workflowId: string;
  /** Default: the open run, or else the latest closed one. */
  readonly runId?: string | undefined;
  /** Default: the input of the run. */
  readonly input?: string | undefined;
  /** The workflow id of the new run. Default: the same. */
  readonly newWorkflowId?: string | undefined;
}

/**
 * Starts a run with the type, input, tags, list and timeouts of another.
 *
 * @throws `WorkflowExecutionAlreadyStartedError` if a run of the workflow id is open.
 */
export async function restartExecution(
  { domain, workflowId, runId, input, newWorkflowId = workflowId }: Restart,
  request: RequestOptions = {},
): Promise<WorkflowExecution> {
  const old = await new WorkflowExecution(domain, workflowId, { runId }).upstream(request);
  const { workflowType, tagList, taskList, taskPriority, taskStartToCloseTimeout } = old;
  const { executionStartToCloseTimeout, childPolicy, lambdaRole } = old;
  if (!workflowType) throw new ResponseError(`SWF described "${workflowId}" without its type`);
  const settings = {
    input: input ?? (await inputOf(old, request)),
    tagList,
    taskList,
    taskPriority,
    taskStartToCloseTimeout,
    executionStartToCloseTimeout,
    childPolicy,
    lambdaRole,
  } satisfies EveryMember<ExecutionSettings>;
  return new WorkflowExecutionQuerySet(domain, request).create(newWorkflowId, { workflowType, ...settings });
}

async function inputOf(run: WorkflowExecution, request: RequestOptions): Promise<string | undefined> {
  const [started] = (await new HistoryQuerySet(run.domain, request).get(run, { limit: 1 })).events;
  return (started?.attributes as { readonly input?: string } | undefined)?.input;
}
