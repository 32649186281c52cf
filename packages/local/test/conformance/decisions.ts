import type { Decision } from '@aws-sdk/client-swf';
import { ACTIVITY_TYPE, WORKFLOW_TYPE } from './account.js';

type Attributes<Member extends keyof Decision> = NonNullable<Decision[Member]>;
type Overrides<Member extends keyof Decision> = {
  [Key in keyof Attributes<Member>]?: Attributes<Member>[Key] | undefined;
};

export function scheduleActivityTask(
  activityId = 'a1',
  overrides: Overrides<'scheduleActivityTaskDecisionAttributes'> = {},
): Decision {
  const attributes = { activityId, activityType: ACTIVITY_TYPE, ...overrides };
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: attributes as Attributes<'scheduleActivityTaskDecisionAttributes'>,
  };
}

export function requestCancelActivityTask(activityId = 'a1'): Decision {
  return {
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId },
  };
}

export function startTimer(timerId = 't1', startToFireTimeout = '10', control?: string): Decision {
  return { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout, control } };
}

export function cancelTimer(timerId = 't1'): Decision {
  return { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId } };
}

export function recordMarker(markerName = 'm1', details?: string): Decision {
  return { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName, details } };
}

export function completeWorkflowExecution(result?: string): Decision {
  return {
    decisionType: 'CompleteWorkflowExecution',
    completeWorkflowExecutionDecisionAttributes: { result },
  };
}

export function failWorkflowExecution(reason?: string, details?: string): Decision {
  return { decisionType: 'FailWorkflowExecution', failWorkflowExecutionDecisionAttributes: { reason, details } };
}

export function cancelWorkflowExecution(details?: string): Decision {
  return { decisionType: 'CancelWorkflowExecution', cancelWorkflowExecutionDecisionAttributes: { details } };
}

export function continueAsNew(overrides: Overrides<'continueAsNewWorkflowExecutionDecisionAttributes'> = {}): Decision {
  return {
    decisionType: 'ContinueAsNewWorkflowExecution',
    continueAsNewWorkflowExecutionDecisionAttributes:
      overrides as Attributes<'continueAsNewWorkflowExecutionDecisionAttributes'>,
  };
}

export function startChild(
  workflowId = 'child-1',
  overrides: Overrides<'startChildWorkflowExecutionDecisionAttributes'> = {},
): Decision {
  const attributes = { workflowId, workflowType: WORKFLOW_TYPE, taskList: { name: 'children' }, ...overrides };
  return {
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes:
      attributes as Attributes<'startChildWorkflowExecutionDecisionAttributes'>,
  };
}

export function signalExternal(
  workflowId: string,
  overrides: Overrides<'signalExternalWorkflowExecutionDecisionAttributes'> = {},
): Decision {
  const attributes = { workflowId, signalName: 'hello', ...overrides };
  return {
    decisionType: 'SignalExternalWorkflowExecution',
    signalExternalWorkflowExecutionDecisionAttributes:
      attributes as Attributes<'signalExternalWorkflowExecutionDecisionAttributes'>,
  };
}

export function requestCancelExternal(workflowId: string, runId?: string, control?: string): Decision {
  return {
    decisionType: 'RequestCancelExternalWorkflowExecution',
    requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId, runId, control },
  };
}

export function scheduleLambdaFunction(
  id = 'l1',
  overrides: Overrides<'scheduleLambdaFunctionDecisionAttributes'> = {},
): Decision {
  const attributes = { id, name: 'resize', ...overrides };
  return {
    decisionType: 'ScheduleLambdaFunction',
    scheduleLambdaFunctionDecisionAttributes: attributes as Attributes<'scheduleLambdaFunctionDecisionAttributes'>,
  };
}
