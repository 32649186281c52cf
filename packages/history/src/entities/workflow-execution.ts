import type {
  ChildPolicy,
  CloseStatus,
  WorkflowExecution as WorkflowExecutionId,
  WorkflowType,
} from '@aws-sdk/client-swf';
import { TASK_PRIORITY, TIMEOUT, type Timeout } from '@swf/settings/wire';
import type { AnyEvent } from '../event/event.js';
import { attributesOf, Entity, eventNamed, type Facts, outcomeOf, secondsBetween, tagsOf, timeOf } from './entity.js';
import { type Origin, originOf } from './signal.js';

/** A request to cancel the execution, which its decider may ignore. */
export interface CancelRequest {
  /** The id of its `WorkflowExecutionCancelRequested` event. */
  readonly eventId: number;
  readonly requestedAt: Date | undefined;
  readonly origin: Origin;
}

/** The execution that the history is about. */
export class CompiledWorkflowExecution extends Entity<'WorkflowExecution'> {
  /** Its type; like all that only event 1 says, undefined if the history begins later. */
  readonly workflowType: WorkflowType | undefined;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  readonly childPolicy: ChildPolicy | undefined;
  readonly lambdaRole: string | undefined;
  readonly tagList: readonly string[];
  readonly input: string | undefined;
  /** Seconds. */
  readonly executionStartToCloseTimeout: Timeout | undefined;
  /** Seconds. */
  readonly taskStartToCloseTimeout: Timeout | undefined;
  /** The parent, if it is a child. */
  readonly parent: WorkflowExecutionId | undefined;
  /** The id of the Initiated event in the parent's history; 0 if it has no parent. */
  readonly parentInitiatedEventId: number;
  /** The id of the run that continued as this one. */
  readonly continuedExecutionRunId: string | undefined;
  /** The id of the run that this one continued as. */
  readonly newExecutionRunId: string | undefined;
  readonly cancelRequests: readonly CancelRequest[];
  /** How it closed; undefined while it is open. */
  readonly closeStatus: CloseStatus | undefined;
  readonly result: string | undefined;
  readonly reason: string | undefined;
  readonly details: string | undefined;
  /** Why SWF terminated it on its own. */
  readonly cause: string | undefined;
  /** `START_TO_CLOSE`. */
  readonly timeoutType: string | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('WorkflowExecution', facts, 'started');
    const { events } = facts;
    const started = attributesOf(events, 'WorkflowExecutionStarted');
    const outcome = outcomeOf(this);
    this.workflowType = started.workflowType;
    this.taskList = started.taskList?.name;
    this.taskPriority = TASK_PRIORITY.parse(started.taskPriority);
    this.childPolicy = started.childPolicy;
    this.lambdaRole = started.lambdaRole;
    this.tagList = tagsOf(started);
    this.input = started.input;
    this.executionStartToCloseTimeout = TIMEOUT.parse(started.executionStartToCloseTimeout);
    this.taskStartToCloseTimeout = TIMEOUT.parse(started.taskStartToCloseTimeout);
    this.parent = started.parentWorkflowExecution;
    this.parentInitiatedEventId = started.parentInitiatedEventId ?? 0;
    this.continuedExecutionRunId = started.continuedExecutionRunId;
    this.newExecutionRunId = attributesOf(events, 'WorkflowExecutionContinuedAsNew').newExecutionRunId;
    this.cancelRequests = cancelRequestsOf(events);
    this.closeStatus = this.open ? undefined : (this.state.toUpperCase() as CloseStatus);
    this.result = outcome.result;
    this.reason = outcome.reason;
    this.details = outcome.details;
    this.cause = outcome.cause;
    this.timeoutType = outcome.timeoutType;
    this.startedAt = timeOf(eventNamed(events, 'WorkflowExecutionStarted'));
    Object.freeze(this);
  }

  /** Whether a request to cancel it was recorded. */
  get cancelRequested(): boolean {
    return this.cancelRequests.length > 0;
  }

  /** How long it ran, in seconds; undefined while it is open. */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }
}

function cancelRequestsOf(events: readonly AnyEvent[]): readonly CancelRequest[] {
  const requests: CancelRequest[] = [];
  for (const event of events) {
    if (event.name !== 'WorkflowExecutionCancelRequested') continue;
    requests.push(Object.freeze({ eventId: event.id, requestedAt: timeOf(event), origin: originOf(event.attributes) }));
  }
  return Object.freeze(requests);
}
