import type { WorkflowExecution } from '@aws-sdk/client-swf';

/** Who sent a signal or a cancel request: somebody through the API, another execution, or a closing parent's child policy. */
export type OriginKind = 'API' | 'WORKFLOW_EXECUTION' | 'CHILD_POLICY';

/** Where a signal or a cancel request came from. */
export interface Origin {
  readonly kind: OriginKind;
  /** The execution that sent it, if one did. */
  readonly workflowExecution: WorkflowExecution | undefined;
  /** The event in the sender's history with which sending began; 0 if no execution sent it. */
  readonly initiatedEventId: number;
}

/** The origin that the attributes of a `WorkflowExecutionSignaled` or `WorkflowExecutionCancelRequested` event tell. */
export function originOf(attributes: {
  readonly externalWorkflowExecution?: WorkflowExecution | undefined;
  readonly externalInitiatedEventId?: number | undefined;
  readonly cause?: string | undefined;
}): Origin {
  const { cause } = attributes;
  // A dump may write null for what SWF left out.
  const workflowExecution = attributes.externalWorkflowExecution ?? undefined;
  const initiatedEventId = attributes.externalInitiatedEventId ?? 0;
  const sent = workflowExecution !== undefined || initiatedEventId !== 0;
  const kind = cause === 'CHILD_POLICY_APPLIED' ? 'CHILD_POLICY' : sent ? 'WORKFLOW_EXECUTION' : 'API';
  return Object.freeze({ kind, workflowExecution, initiatedEventId });
}
