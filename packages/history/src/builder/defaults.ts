import type { EventName } from '../event/attributes.js';

const NO_TIMEOUT = 'NONE';
const ACTIVITY_TYPE = { name: 'activity', version: '1.0' };
const CHILD_TYPE = { name: 'child', version: '1.0' };
const WORKFLOW_TYPE = { name: 'workflow', version: '1.0' };

/** The attributes that SWF always writes, by event type, for tests that do not give them. */
export const DEFAULTS: Readonly<Partial<Record<EventName, Readonly<Record<string, unknown>>>>> = {
  WorkflowExecutionStarted: {
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: 3600,
    taskStartToCloseTimeout: 60,
    taskList: 'deciders',
    workflowType: WORKFLOW_TYPE,
    parentInitiatedEventId: 0,
  },
  WorkflowExecutionSignaled: { externalInitiatedEventId: 0 },
  WorkflowExecutionCancelRequested: { externalInitiatedEventId: 0 },
  WorkflowExecutionContinuedAsNew: {
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: 3600,
    taskStartToCloseTimeout: 60,
    taskList: 'deciders',
    workflowType: WORKFLOW_TYPE,
    newExecutionRunId: 'next-run',
  },
  WorkflowExecutionTimedOut: { timeoutType: 'START_TO_CLOSE', childPolicy: 'TERMINATE' },
  WorkflowExecutionTerminated: { childPolicy: 'TERMINATE' },
  DecisionTaskTimedOut: { timeoutType: 'START_TO_CLOSE' },
  ActivityTaskScheduled: {
    activityType: ACTIVITY_TYPE,
    taskList: 'workers',
    scheduleToStartTimeout: NO_TIMEOUT,
    scheduleToCloseTimeout: NO_TIMEOUT,
    startToCloseTimeout: NO_TIMEOUT,
    heartbeatTimeout: NO_TIMEOUT,
  },
  ScheduleActivityTaskFailed: { activityType: ACTIVITY_TYPE, cause: 'ACTIVITY_TYPE_DOES_NOT_EXIST' },
  RequestCancelActivityTaskFailed: { cause: 'ACTIVITY_ID_UNKNOWN' },
  TimerStarted: { startToFireTimeout: 0 },
  StartTimerFailed: { cause: 'TIMER_ID_ALREADY_IN_USE' },
  CancelTimerFailed: { cause: 'TIMER_ID_UNKNOWN' },
  RecordMarkerFailed: { cause: 'OPERATION_NOT_PERMITTED' },
  LambdaFunctionScheduled: { name: 'function', startToCloseTimeout: 900 },
  ScheduleLambdaFunctionFailed: { name: 'function', cause: 'ID_ALREADY_IN_USE' },
  StartLambdaFunctionFailed: { cause: 'ASSUME_ROLE_FAILED' },
  LambdaFunctionTimedOut: { timeoutType: 'START_TO_CLOSE' },
  StartChildWorkflowExecutionInitiated: {
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: 3600,
    taskStartToCloseTimeout: 60,
    taskList: 'deciders',
    workflowType: CHILD_TYPE,
  },
  StartChildWorkflowExecutionFailed: { workflowType: CHILD_TYPE, cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST' },
  ChildWorkflowExecutionTimedOut: { timeoutType: 'START_TO_CLOSE' },
  SignalExternalWorkflowExecutionFailed: { cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION' },
  RequestCancelExternalWorkflowExecutionFailed: { cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION' },
};
