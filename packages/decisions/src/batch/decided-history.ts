import type {
  ActivityTask,
  ChildWorkflowExecution,
  DecisionTask,
  LambdaFunction,
  Timer,
  WorkflowExecution,
} from '@swf/history';

/** All of one kind, by their ids. */
export interface DecidedAttempts<Entity> {
  /** Those that are open. */
  open(): readonly Entity[];
  /** The one that is open, or else the latest. */
  get(id: string): Entity | undefined;
  /** Every one that had the id, in order. */
  attempts(id: string): readonly Entity[];
}

/** What a batch reads of a history. A `History` of any copy of `@swf/history` is one. */
export interface DecidedHistory {
  /** The event of that id. */
  event(id: number): object | undefined;
  compile(): {
    readonly workflowExecution: Pick<WorkflowExecution, 'workflowType'>;
    readonly activityTasks: DecidedAttempts<ActivityTask>;
    readonly timers: DecidedAttempts<Timer>;
    readonly childWorkflowExecutions: DecidedAttempts<ChildWorkflowExecution>;
    readonly lambdaFunctions: DecidedAttempts<LambdaFunction>;
    readonly startedDecisionTask: DecisionTask | undefined;
    readonly pendingDecisionTask: DecisionTask | undefined;
  };
}
