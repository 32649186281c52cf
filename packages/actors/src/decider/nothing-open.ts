import type { Decision } from '@swf/decisions';
import type { History } from '@swf/history';

/** Whether a decision leads to another decision task, or closes the execution. */
const GOES_ON: Readonly<Record<Decision['type'], boolean>> = {
  ScheduleActivityTask: true,
  RequestCancelActivityTask: false,
  StartTimer: true,
  CancelTimer: false,
  RecordMarker: false,
  StartChildWorkflowExecution: true,
  SignalExternalWorkflowExecution: true,
  RequestCancelExternalWorkflowExecution: true,
  ScheduleLambdaFunction: true,
  CompleteWorkflowExecution: true,
  FailWorkflowExecution: true,
  CancelWorkflowExecution: true,
  ContinueAsNewWorkflowExecution: true,
};

/**
 * Returns whether the decisions leave the execution with nothing open.
 *
 * Then only a signal, a cancel request or its timeout leads to another decision task. False if the
 * history is only a part or invalid.
 */
export function leavesNothingOpen(history: History, decisions: Iterable<Decision>): boolean {
  const canceledTimers = new Set<string>();
  for (const decision of decisions) {
    if (GOES_ON[decision.type]) return false;
    if (decision.type === 'CancelTimer') canceledTimers.add(decision.attributes.timerId);
  }
  if (history.first?.id !== 1 || history.validPrefix !== history) return false;
  const { activityTasks, timers, childWorkflowExecutions, lambdaFunctions, externalWorkflowExecutions } =
    history.compile();
  const others = [activityTasks, childWorkflowExecutions, lambdaFunctions, externalWorkflowExecutions];
  return (
    others.every((entities) => entities.open().length === 0) &&
    timers.open().every(({ timerId }) => canceledTimers.has(timerId))
  );
}
