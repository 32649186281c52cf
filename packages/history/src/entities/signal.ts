import type { WorkflowExecution } from '@aws-sdk/client-swf';
import { attributesOf, Entity, type Facts } from './entity.js';

/**
 * The sender of a signal or cancel request: the API, another execution, or a closing parent's child
 * policy.
 */
export type OriginKind = 'API' | 'WORKFLOW_EXECUTION' | 'CHILD_POLICY';

/** The origin of a signal or cancel request. */
export interface Origin {
  readonly kind: OriginKind;
  /** The execution that sent it, if one did. */
  readonly workflowExecution: WorkflowExecution | undefined;
  /** The id of the Initiated event in the sender's history; 0 if no execution sent it. */
  readonly initiatedEventId: number;
}

/** Returns the origin from the attributes of a signal or cancel request event. */
export function originOf(attributes: {
  readonly externalWorkflowExecution?: WorkflowExecution | undefined;
  readonly externalInitiatedEventId?: number | undefined;
  readonly cause?: string | undefined;
}): Origin {
  const { cause, externalWorkflowExecution: workflowExecution } = attributes;
  const initiatedEventId = attributes.externalInitiatedEventId ?? 0;
  const sent = workflowExecution !== undefined || initiatedEventId !== 0;
  const kind = cause === 'CHILD_POLICY_APPLIED' ? 'CHILD_POLICY' : sent ? 'WORKFLOW_EXECUTION' : 'API';
  return Object.freeze({ kind, workflowExecution, initiatedEventId });
}

/** A signal that the execution received. */
export class CompiledSignal extends Entity<'Signal'> {
  readonly signalName: string;
  readonly input: string | undefined;
  readonly origin: Origin;
  /** The id of its `WorkflowExecutionSignaled` event. */
  readonly signaledEventId: number;
  readonly signaledAt: Date | undefined;

  constructor(facts: Facts) {
    super('Signal', facts);
    const { record, events } = facts;
    const signaled = attributesOf(events, 'WorkflowExecutionSignaled');
    this.signalName = record.key as string;
    this.input = signaled.input;
    this.origin = originOf(signaled);
    this.signaledEventId = record.eventId;
    this.signaledAt = this.closedAt;
    Object.freeze(this);
  }
}
