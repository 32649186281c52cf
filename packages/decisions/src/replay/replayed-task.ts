import type { AnyEvent, History } from '@swf/history';
import type { ExecutionSettings, TypeRef } from '@swf/settings/wire';

/** Which execution a history is of. */
export interface ReplayedRun {
  readonly workflowId: string;
  readonly runId: string;
}

/** A decision task of a history, with the members of a decider's task that a history contains. */
export interface ReplayedTask {
  /** The history up to and including the task's own `DecisionTaskStarted`. */
  readonly history: History;
  /** The events since the last task that was completed. */
  readonly newEvents: readonly AnyEvent[];
  readonly previousStartedEventId: number;
  readonly startedEventId: number;
  readonly taskList: string;
  /** Empty: a task that is replayed is not answered. */
  readonly taskToken: string;
  readonly workflowExecution: ReplayedRun;
  readonly workflowType: TypeRef;
  /** The execution's attributes in the history, under the names of `@swf/models`. */
  readonly execution: Readonly<Record<string, unknown> & Record<keyof ExecutionSettings, unknown>> & ReplayedRun;
  loadHistory(): Promise<History>;
}

/** Returns the task that was started by the last event of the history, which has that id. */
export function replayedTask(history: History, startedEventId: number, workflowExecution: ReplayedRun): ReplayedTask {
  const state = history.compile();
  const { workflowType, taskList = '', startedAt, ...known } = state.workflowExecution;
  const type = { name: workflowType?.name ?? '', version: workflowType?.version ?? '' };
  return {
    history,
    newEvents: history.newEvents,
    previousStartedEventId: history.previousStartedEventId,
    startedEventId,
    taskList: state.startedDecisionTask?.taskList ?? taskList,
    taskToken: '',
    workflowExecution,
    workflowType: type,
    execution: {
      ...workflowExecution,
      workflowType: type,
      executionStatus: 'OPEN',
      startTimestamp: startedAt,
      taskList,
      cancelRequested: state.workflowExecution.cancelRequested,
      latestExecutionContext: state.latestExecutionContext,
      input: known.input,
      tagList: known.tagList,
      parent: known.parent,
      taskPriority: known.taskPriority,
      childPolicy: known.childPolicy,
      lambdaRole: known.lambdaRole,
      executionStartToCloseTimeout: known.executionStartToCloseTimeout,
      taskStartToCloseTimeout: known.taskStartToCloseTimeout,
    },
    loadHistory: () => Promise.resolve(history),
  };
}
