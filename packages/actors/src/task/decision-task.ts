import type { History } from '@swf/history';
import type { DomainRef, TypeRef, WorkflowExecution } from '@swf/models';
import { parseTimeout, type Timeout } from '@swf/settings/wire';

/** What a decision task consists of. */
export interface DecisionTaskOptions {
  readonly taskToken: string;
  readonly execution: WorkflowExecution;
  readonly workflowType: TypeRef;
  readonly history: History;
  readonly startedEventId: number;
}

/** A decision task that a decider polled: an execution whose history has something new to decide on. Immutable. */
export class DecisionTask {
  readonly domain: DomainRef;
  /** The name of the task list that was polled. */
  readonly taskList: string;
  readonly taskToken: string;
  readonly execution: WorkflowExecution;
  readonly workflowType: TypeRef;
  /** The whole history, up to and with this task's own `DecisionTaskStarted`. */
  readonly history: History;
  /** The id of this task's `DecisionTaskStarted` event. */
  readonly startedEventId: number;

  constructor(domain: DomainRef, taskList: string, options: DecisionTaskOptions) {
    this.domain = domain;
    this.taskList = taskList;
    this.taskToken = options.taskToken;
    this.execution = options.execution;
    this.workflowType = Object.freeze({ ...options.workflowType });
    this.history = options.history;
    this.startedEventId = options.startedEventId;
    Object.freeze(this);
  }

  /** The id of the `DecisionTaskStarted` event of the last task that was completed; 0 for the first. */
  get previousStartedEventId(): number {
    return this.history.previousStartedEventId;
  }

  /** The events since the last task that was completed. */
  get newEvents(): History['newEvents'] {
    return this.history.newEvents;
  }

  /** How long SWF waits for the answer, from the start of the task; `undefined` where the history does not tell. */
  get startToCloseTimeout(): Timeout | undefined {
    const started = this.history.event(this.startedEventId);
    if (!started?.is('DecisionTaskStarted')) return undefined;
    const scheduled = this.history.event(started.attributes.scheduledEventId ?? 0);
    return scheduled?.is('DecisionTaskScheduled') ? parseTimeout(scheduled.attributes.startToCloseTimeout) : undefined;
  }
}
