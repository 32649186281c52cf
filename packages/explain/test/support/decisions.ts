import type { Decided } from './world.js';

const CHARGE_CARD = { name: 'charge-card', version: '1.0' };

export const schedule = (activityId: string, attributes: object = {}): Decided => ({
  decisionType: 'ScheduleActivityTask',
  scheduleActivityTaskDecisionAttributes: { activityId, activityType: CHARGE_CARD, ...attributes },
});

export const startTimer = (timerId: string, seconds: number): Decided => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout: String(seconds) },
});

export const startChild = (workflowId: string, version = '1.0'): Decided => ({
  decisionType: 'StartChildWorkflowExecution',
  startChildWorkflowExecutionDecisionAttributes: {
    workflowId,
    workflowType: { name: 'order', version },
    taskList: { name: 'children' },
  },
});

export const scheduleLambda = (id: string, name: string): Decided => ({
  decisionType: 'ScheduleLambdaFunction',
  scheduleLambdaFunctionDecisionAttributes: { id, name },
});

export const signalExternal = (workflowId: string, signalName: string): Decided => ({
  decisionType: 'SignalExternalWorkflowExecution',
  signalExternalWorkflowExecutionDecisionAttributes: { workflowId, signalName },
});

export const recordMarker = (markerName: string): Decided => ({
  decisionType: 'RecordMarker',
  recordMarkerDecisionAttributes: { markerName },
});

export const fail = (reason: string): Decided => ({
  decisionType: 'FailWorkflowExecution',
  failWorkflowExecutionDecisionAttributes: { reason },
});
