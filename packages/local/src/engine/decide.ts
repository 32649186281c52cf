import type { Decision, DecisionType } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import { requestCancelActivityTask, scheduleActivityTask } from './activity-tasks.js';
import { startChildWorkflowExecution } from './children.js';
import { cancelWorkflowExecution, completeWorkflowExecution, failWorkflowExecution } from './close.js';
import { continueAsNewWorkflowExecution } from './continue-as-new.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import { scheduleLambdaFunction } from './lambda-functions.js';
import { requestCancelExternalWorkflowExecution, signalExternalWorkflowExecution } from './messages.js';
import { cancelTimer, startTimer } from './timers.js';

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

/** Carries out one validated decision. */
export function decide(context: DecisionContext, decision: Wire<Decision>): void {
  HANDLERS[decision.decisionType](context, decision);
}

function recordMarker(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { markerName, details }: DecisionAttributes<'recordMarkerDecisionAttributes'>,
): void {
  execution.append('MarkerRecorded', { decisionTaskCompletedEventId, details, markerName });
}

function given<Attributes>(attributes: Attributes | undefined): Attributes {
  if (attributes === undefined) throw new Error('a decision without its attributes passed validation');
  return attributes;
}
