import { attributesOf, Entity, type Facts, outcomeOf, secondsBetween, timeOf } from './entity.js';

/** A signal or cancel request to another execution. */
export class CompiledExternalWorkflowExecution extends Entity<'ExternalWorkflowExecution'> {
  readonly workflowId: string;
  /** The run that it was sent to or delivered to. */
  readonly runId: string | undefined;
  /** The signal's name; undefined for a cancel request. */
  readonly signalName: string | undefined;
  readonly input: string | undefined;
  readonly control: string | undefined;
  /** The id of its Initiated event. */
  readonly initiatedEventId: number;
  /** Why it was not delivered. */
  readonly cause: string | undefined;
  readonly initiatedAt: Date | undefined;

  constructor(facts: Facts) {
    super('ExternalWorkflowExecution', facts);
    const { record, events } = facts;
    const signal = attributesOf(events, 'SignalExternalWorkflowExecutionInitiated');
    const cancel = attributesOf(events, 'RequestCancelExternalWorkflowExecutionInitiated');
    const signaled = attributesOf(events, 'ExternalWorkflowExecutionSignaled');
    const canceled = attributesOf(events, 'ExternalWorkflowExecutionCancelRequested');
    this.workflowId = record.key as string;
    this.runId = (signaled.workflowExecution ?? canceled.workflowExecution)?.runId ?? signal.runId ?? cancel.runId;
    this.signalName = signal.signalName;
    this.input = signal.input;
    this.control = signal.control ?? cancel.control;
    this.initiatedEventId = record.eventId;
    this.cause = outcomeOf(this).cause;
    this.initiatedAt = record.partial ? undefined : timeOf(events[0]);
    Object.freeze(this);
  }

  /** How long its delivery took, in seconds; undefined while it is open. */
  get initiatedToCloseInSeconds(): number | undefined {
    return secondsBetween(this.initiatedAt, this.closedAt);
  }
}
