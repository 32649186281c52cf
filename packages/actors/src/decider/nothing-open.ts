import { closesExecution, type Decision } from '@swf/decisions';
import type { History } from '@swf/history';

/** The decisions that lead to another decision task. */
const GOES_ON: ReadonlySet<Decision['type']> = new Set<Decision['type']>([
  'ScheduleActivityTask',
  'StartTimer',
  'StartChildWorkflowExecution',
  'ScheduleLambdaFunction',
  'SignalExternalWorkflowExecution',
  'RequestCancelExternalWorkflowExecution',
]);

/**
 * Returns whether the decisions leave the execution with nothing open.
 *
 * Then only a signal, a cancel request or its timeout leads to another decision task. False if the
 * history is only a part or invalid.
 */
export function leavesNothingOpen(history: History, decisions: Iterable<Decision>): boolean {
  const canceledTimers = new Set<string>();
  for (const decision of decisions) {
    if (GOES_ON.has(decision.type) || closesExecution(decision.type)) return false;
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
