import type { ChildPolicy, WorkflowType } from '@aws-sdk/client-swf';
import { TASK_PRIORITY, TIMEOUT, type Timeout } from '@swf/settings/wire';
import type { AnyEvent } from '../event/event.js';
import { attributesOf, Entity, eventNamed, type Facts, outcomeOf, secondsBetween, tagsOf, timeOf } from './entity.js';

/** An attempt of a child execution: initiated, started and closed, or refused (`start_failed`). */
export class CompiledChildWorkflowExecution extends Entity<'ChildWorkflowExecution'> {
  readonly workflowId: string;
  /**
   * The run id; undefined until it starts. A child that continued as new ends with that of its last
   * run.
   */
  readonly runId: string | undefined;
  readonly workflowType: WorkflowType | undefined;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  readonly childPolicy: ChildPolicy | undefined;
  readonly lambdaRole: string | undefined;
  readonly tagList: readonly string[];
  readonly input: string | undefined;
  readonly control: string | undefined;
  /** Seconds. */
  readonly executionStartToCloseTimeout: Timeout | undefined;
  /** Seconds. */
  readonly taskStartToCloseTimeout: Timeout | undefined;
  /** The id of its `StartChildWorkflowExecutionInitiated` event; 0 if SWF refused it at once. */
  readonly initiatedEventId: number;
  /** The id of its `ChildWorkflowExecutionStarted` event; 0 if it has not started. */
  readonly startedEventId: number;
  readonly result: string | undefined;
  readonly reason: string | undefined;
  readonly details: string | undefined;
  /** Why SWF refused to start it. */
  readonly cause: string | undefined;
  /** `START_TO_CLOSE`. */
  readonly timeoutType: string | undefined;
  readonly initiatedAt: Date | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('ChildWorkflowExecution', facts);
    const { record, events } = facts;
    const initiated = attributesOf(events, 'StartChildWorkflowExecutionInitiated');
    const refused = attributesOf(events, 'StartChildWorkflowExecutionFailed');
    const started = eventNamed(events, 'ChildWorkflowExecutionStarted');
    const outcome = outcomeOf(this);
    this.workflowId = record.key as string;
    this.runId = runIdOf(events);
    this.workflowType = initiated.workflowType ?? started?.attributes.workflowType ?? refused.workflowType;
    this.taskList = initiated.taskList?.name;
    this.taskPriority = TASK_PRIORITY.parse(initiated.taskPriority);
    this.childPolicy = initiated.childPolicy;
    this.lambdaRole = initiated.lambdaRole;
    this.tagList = tagsOf(initiated);
    this.input = initiated.input;
    this.control = initiated.control ?? refused.control;
    this.executionStartToCloseTimeout = TIMEOUT.parse(initiated.executionStartToCloseTimeout);
    this.taskStartToCloseTimeout = TIMEOUT.parse(initiated.taskStartToCloseTimeout);
    this.initiatedEventId = refused.initiatedEventId === 0 ? 0 : record.eventId;
    this.startedEventId = started?.id ?? 0;
    this.result = outcome.result;
    this.reason = outcome.reason;
    this.details = outcome.details;
    this.cause = outcome.cause;
    this.timeoutType = outcome.timeoutType;
    this.initiatedAt = timeOf(eventNamed(events, 'StartChildWorkflowExecutionInitiated'));
    this.startedAt = timeOf(started);
    Object.freeze(this);
  }

  /** How long it ran, in seconds; undefined unless it was started and has closed. */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }
}

function runIdOf(events: readonly AnyEvent[]): string | undefined {
  for (const { attributes } of events.toReversed()) {
    if ('workflowExecution' in attributes) return attributes.workflowExecution?.runId ?? undefined;
  }
  return undefined;
}
