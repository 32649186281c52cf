import type { Decision, DecisionType } from '@aws-sdk/client-swf';
import type { Wire } from '../shapes.js';
import { cancelTimer } from './cancel-timer.js';
import { cancelWorkflowExecution } from './cancel-workflow-execution.js';
import { completeWorkflowExecution } from './complete-workflow-execution.js';
import { continueAsNewWorkflowExecution } from './continue-as-new-workflow-execution.js';
import type { DecisionContext } from './decision.js';
import { failWorkflowExecution } from './fail-workflow-execution.js';
import { recordMarker } from './record-marker.js';
import { requestCancelActivityTask } from './request-cancel-activity-task.js';
import { requestCancelExternalWorkflowExecution } from './request-cancel-external-workflow-execution.js';
import { scheduleActivityTask } from './schedule-activity-task.js';
import { scheduleLambdaFunction } from './schedule-lambda-function.js';
import { signalExternalWorkflowExecution } from './signal-external-workflow-execution.js';
import { startChildWorkflowExecution } from './start-child-workflow-execution.js';
import { startTimer } from './start-timer.js';

const HANDLERS: { readonly [Type in DecisionType]: (context: DecisionContext, decision: Wire<Decision>) => void } = {
  ScheduleActivityTask: (context, decision) =>
    scheduleActivityTask(context, given(decision.scheduleActivityTaskDecisionAttributes)),
  RequestCancelActivityTask: (context, decision) =>
    requestCancelActivityTask(context, given(decision.requestCancelActivityTaskDecisionAttributes)),
  StartTimer: (context, decision) => startTimer(context, given(decision.startTimerDecisionAttributes)),
  CancelTimer: (context, decision) => cancelTimer(context, given(decision.cancelTimerDecisionAttributes)),
  RecordMarker: (context, decision) => recordMarker(context, given(decision.recordMarkerDecisionAttributes)),
  CompleteWorkflowExecution: (context, decision) =>
    completeWorkflowExecution(context, given(decision.completeWorkflowExecutionDecisionAttributes)),
  FailWorkflowExecution: (context, decision) =>
    failWorkflowExecution(context, given(decision.failWorkflowExecutionDecisionAttributes)),
  CancelWorkflowExecution: (context, decision) =>
    cancelWorkflowExecution(context, given(decision.cancelWorkflowExecutionDecisionAttributes)),
  ContinueAsNewWorkflowExecution: (context, decision) =>
    continueAsNewWorkflowExecution(context, given(decision.continueAsNewWorkflowExecutionDecisionAttributes)),
  StartChildWorkflowExecution: (context, decision) =>
    startChildWorkflowExecution(context, given(decision.startChildWorkflowExecutionDecisionAttributes)),
  SignalExternalWorkflowExecution: (context, decision) =>
    signalExternalWorkflowExecution(context, given(decision.signalExternalWorkflowExecutionDecisionAttributes)),
  RequestCancelExternalWorkflowExecution: (context, decision) =>
    requestCancelExternalWorkflowExecution(
      context,
      given(decision.requestCancelExternalWorkflowExecutionDecisionAttributes),
    ),
  ScheduleLambdaFunction: (context, decision) =>
    scheduleLambdaFunction(context, given(decision.scheduleLambdaFunctionDecisionAttributes)),
};

/** Carries out one decision, whose attributes were validated. */
export function decide(context: DecisionContext, decision: Wire<Decision>): void {
  HANDLERS[decision.decisionType](context, decision);
}

function given<Attributes>(attributes: Attributes | undefined): Attributes {
  if (attributes === undefined) throw new Error('a decision without its attributes passed validation');
  return attributes;
}
