import type {
  CompiledActivityTask,
  CompiledChildWorkflowExecution,
  CompiledDecisionTask,
  CompiledLambdaFunction,
  CompiledTimer,
  CompiledWorkflowExecution,
} from '@swf/history';

/** The entities of one kind, by id. */
export interface DecidedAttempts<Entity> {
  /** Returns the open ones. */
  open(): readonly Entity[];
  /** Returns all with that id, in order. */
  attempts(id: string): readonly Entity[];
}

/** What a batch reads from a history. A `History` of any copy of `@swf/history` is one. */
export interface DecidedHistory {
  /** Returns the event of that id. */
  event(id: number): object | undefined;
  compile(): {
    readonly workflowExecution: Pick<CompiledWorkflowExecution, 'workflowType'>;
    readonly activityTasks: DecidedAttempts<CompiledActivityTask>;
    readonly timers: DecidedAttempts<CompiledTimer>;
    readonly childWorkflowExecutions: DecidedAttempts<CompiledChildWorkflowExecution>;
    readonly lambdaFunctions: DecidedAttempts<CompiledLambdaFunction>;
    readonly startedDecisionTask: CompiledDecisionTask | undefined;
    readonly pendingDecisionTask: CompiledDecisionTask | undefined;
  };
}
