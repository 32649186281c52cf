import type { Decision } from '@swf/decisions';
import type { CompiledHistory } from '@swf/history';
import type { HistoryBuilder } from '@swf/history/builder';

// In which of so many cases SWF refuses a decision, although it could carry it out.
const RARELY = 12;

const CAUSES: Readonly<Partial<Record<Decision['type'], readonly string[]>>> = {
  ScheduleActivityTask: [
    'ACTIVITY_CREATION_RATE_EXCEEDED',
    'OPEN_ACTIVITIES_LIMIT_EXCEEDED',
    'ACTIVITY_TYPE_DEPRECATED',
  ],
  StartTimer: ['TIMER_CREATION_RATE_EXCEEDED', 'OPEN_TIMERS_LIMIT_EXCEEDED'],
  RecordMarker: ['OPERATION_NOT_PERMITTED'],
  ScheduleLambdaFunction: ['LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED', 'LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION'],
  StartChildWorkflowExecution: ['CHILD_CREATION_RATE_EXCEEDED', 'WORKFLOW_TYPE_DOES_NOT_EXIST'],
  CompleteWorkflowExecution: ['OPERATION_NOT_PERMITTED'],
  ContinueAsNewWorkflowExecution: ['CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED', 'WORKFLOW_TYPE_DEPRECATED'],
};

/** Why SWF refuses a decision: since it must, or by chance; undefined if it carries it out. */
export function refusalOf(decision: Decision, history: CompiledHistory, choose: () => number): string | undefined {
  switch (decision.type) {
    case 'CancelTimer': {
      const { state } = history.timers.get(decision.attributes.timerId) ?? {};
      return state === 'started' ? undefined : 'TIMER_ID_UNKNOWN';
    }
    case 'RequestCancelActivityTask': {
      const { open = false } = history.activityTasks.get(decision.attributes.activityId) ?? {};
      return open ? undefined : 'ACTIVITY_ID_UNKNOWN';
    }
    case 'CompleteWorkflowExecution':
    case 'FailWorkflowExecution':
    case 'CancelWorkflowExecution':
    case 'ContinueAsNewWorkflowExecution':
      if (history.pendingDecisionTask !== undefined) return 'UNHANDLED_DECISION';
  }
  const causes = CAUSES[decision.type] ?? [];
  return choose() % RARELY === 0 ? causes[choose() % causes.length] : undefined;
}

/** Writes that SWF refuses a decision. */
export function write(builder: HistoryBuilder, decision: Decision, refused: string): void {
  // Each event type has causes of its own, and the builder checks none of them.
  const cause = refused as never;
  switch (decision.type) {
    case 'ScheduleActivityTask': {
      const { activityId, activityType } = decision.attributes;
      builder.scheduleActivityTaskFailed(activityId, { activityType, cause });
      break;
    }
    case 'RequestCancelActivityTask':
      builder.requestCancelActivityTaskFailed(decision.attributes.activityId, { cause });
      break;
    case 'StartTimer':
      builder.startTimerFailed(decision.attributes.timerId, { cause });
      break;
    case 'CancelTimer':
      builder.cancelTimerFailed(decision.attributes.timerId, { cause });
      break;
    case 'RecordMarker':
      builder.recordMarkerFailed(decision.attributes.markerName, { cause });
      break;
    case 'ScheduleLambdaFunction':
      builder.scheduleLambdaFunctionFailed(decision.attributes.id, { name: decision.attributes.name, cause });
      break;
    case 'StartChildWorkflowExecution': {
      const { workflowId, workflowType } = decision.attributes;
      builder.startChildWorkflowExecutionFailed(workflowId, { workflowType, cause });
      break;
    }
    case 'CompleteWorkflowExecution':
      builder.completeWorkflowExecutionFailed({ cause });
      break;
    case 'FailWorkflowExecution':
      builder.failWorkflowExecutionFailed({ cause });
      break;
    case 'CancelWorkflowExecution':
      builder.cancelWorkflowExecutionFailed({ cause });
      break;
    case 'ContinueAsNewWorkflowExecution':
      builder.continueAsNewWorkflowExecutionFailed({ cause });
      break;
    case 'SignalExternalWorkflowExecution':
    case 'RequestCancelExternalWorkflowExecution':
      break;
  }
}
