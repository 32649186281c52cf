import type {
  ActivityTaskCanceledEventAttributes,
  ActivityTaskCancelRequestedEventAttributes,
  ActivityTaskCompletedEventAttributes,
  ActivityTaskFailedEventAttributes,
  ActivityTaskScheduledEventAttributes,
  ActivityTaskStartedEventAttributes,
  ActivityTaskTimedOutEventAttributes,
  CancelTimerFailedEventAttributes,
  CancelWorkflowExecutionFailedEventAttributes,
  ChildWorkflowExecutionCanceledEventAttributes,
  ChildWorkflowExecutionCompletedEventAttributes,
  ChildWorkflowExecutionFailedEventAttributes,
  ChildWorkflowExecutionStartedEventAttributes,
  ChildWorkflowExecutionTerminatedEventAttributes,
  ChildWorkflowExecutionTimedOutEventAttributes,
  CompleteWorkflowExecutionFailedEventAttributes,
  ContinueAsNewWorkflowExecutionFailedEventAttributes,
  DecisionTaskCompletedEventAttributes,
  DecisionTaskScheduledEventAttributes,
  DecisionTaskStartedEventAttributes,
  DecisionTaskTimedOutEventAttributes,
  ExternalWorkflowExecutionCancelRequestedEventAttributes,
  ExternalWorkflowExecutionSignaledEventAttributes,
  FailWorkflowExecutionFailedEventAttributes,
  LambdaFunctionCompletedEventAttributes,
  LambdaFunctionFailedEventAttributes,
  LambdaFunctionScheduledEventAttributes,
  LambdaFunctionStartedEventAttributes,
  LambdaFunctionTimedOutEventAttributes,
  MarkerRecordedEventAttributes,
  RecordMarkerFailedEventAttributes,
  RequestCancelActivityTaskFailedEventAttributes,
  RequestCancelExternalWorkflowExecutionFailedEventAttributes,
  RequestCancelExternalWorkflowExecutionInitiatedEventAttributes,
  ScheduleActivityTaskFailedEventAttributes,
  ScheduleLambdaFunctionFailedEventAttributes,
  SignalExternalWorkflowExecutionFailedEventAttributes,
  SignalExternalWorkflowExecutionInitiatedEventAttributes,
  StartChildWorkflowExecutionFailedEventAttributes,
  StartChildWorkflowExecutionInitiatedEventAttributes,
  StartLambdaFunctionFailedEventAttributes,
  StartTimerFailedEventAttributes,
  TimerCanceledEventAttributes,
  TimerFiredEventAttributes,
  TimerStartedEventAttributes,
  WorkflowExecutionCanceledEventAttributes,
  WorkflowExecutionCancelRequestedEventAttributes,
  WorkflowExecutionCompletedEventAttributes,
  WorkflowExecutionContinuedAsNewEventAttributes,
  WorkflowExecutionFailedEventAttributes,
  WorkflowExecutionSignaledEventAttributes,
  WorkflowExecutionStartedEventAttributes,
  WorkflowExecutionTerminatedEventAttributes,
  WorkflowExecutionTimedOutEventAttributes,
} from '@aws-sdk/client-swf';

/** The attributes of each event type, by its name. */
export interface AttributesOf {
  readonly ActivityTaskCancelRequested: ActivityTaskCancelRequestedEventAttributes;
  readonly ActivityTaskCanceled: ActivityTaskCanceledEventAttributes;
  readonly ActivityTaskCompleted: ActivityTaskCompletedEventAttributes;
  readonly ActivityTaskFailed: ActivityTaskFailedEventAttributes;
  readonly ActivityTaskScheduled: ActivityTaskScheduledEventAttributes;
  readonly ActivityTaskStarted: ActivityTaskStartedEventAttributes;
  readonly ActivityTaskTimedOut: ActivityTaskTimedOutEventAttributes;
  readonly CancelTimerFailed: CancelTimerFailedEventAttributes;
  readonly CancelWorkflowExecutionFailed: CancelWorkflowExecutionFailedEventAttributes;
  readonly ChildWorkflowExecutionCanceled: ChildWorkflowExecutionCanceledEventAttributes;
  readonly ChildWorkflowExecutionCompleted: ChildWorkflowExecutionCompletedEventAttributes;
  readonly ChildWorkflowExecutionFailed: ChildWorkflowExecutionFailedEventAttributes;
  readonly ChildWorkflowExecutionStarted: ChildWorkflowExecutionStartedEventAttributes;
  readonly ChildWorkflowExecutionTerminated: ChildWorkflowExecutionTerminatedEventAttributes;
  readonly ChildWorkflowExecutionTimedOut: ChildWorkflowExecutionTimedOutEventAttributes;
  readonly CompleteWorkflowExecutionFailed: CompleteWorkflowExecutionFailedEventAttributes;
  readonly ContinueAsNewWorkflowExecutionFailed: ContinueAsNewWorkflowExecutionFailedEventAttributes;
  readonly DecisionTaskCompleted: DecisionTaskCompletedEventAttributes;
  readonly DecisionTaskScheduled: DecisionTaskScheduledEventAttributes;
  readonly DecisionTaskStarted: DecisionTaskStartedEventAttributes;
  readonly DecisionTaskTimedOut: DecisionTaskTimedOutEventAttributes;
  readonly ExternalWorkflowExecutionCancelRequested: ExternalWorkflowExecutionCancelRequestedEventAttributes;
  readonly ExternalWorkflowExecutionSignaled: ExternalWorkflowExecutionSignaledEventAttributes;
  readonly FailWorkflowExecutionFailed: FailWorkflowExecutionFailedEventAttributes;
  readonly LambdaFunctionCompleted: LambdaFunctionCompletedEventAttributes;
  readonly LambdaFunctionFailed: LambdaFunctionFailedEventAttributes;
  readonly LambdaFunctionScheduled: LambdaFunctionScheduledEventAttributes;
  readonly LambdaFunctionStarted: LambdaFunctionStartedEventAttributes;
  readonly LambdaFunctionTimedOut: LambdaFunctionTimedOutEventAttributes;
  readonly MarkerRecorded: MarkerRecordedEventAttributes;
  readonly RecordMarkerFailed: RecordMarkerFailedEventAttributes;
  readonly RequestCancelActivityTaskFailed: RequestCancelActivityTaskFailedEventAttributes;
  readonly RequestCancelExternalWorkflowExecutionFailed: RequestCancelExternalWorkflowExecutionFailedEventAttributes;
  readonly RequestCancelExternalWorkflowExecutionInitiated: RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
  readonly ScheduleActivityTaskFailed: ScheduleActivityTaskFailedEventAttributes;
  readonly ScheduleLambdaFunctionFailed: ScheduleLambdaFunctionFailedEventAttributes;
  readonly SignalExternalWorkflowExecutionFailed: SignalExternalWorkflowExecutionFailedEventAttributes;
  readonly SignalExternalWorkflowExecutionInitiated: SignalExternalWorkflowExecutionInitiatedEventAttributes;
  readonly StartChildWorkflowExecutionFailed: StartChildWorkflowExecutionFailedEventAttributes;
  readonly StartChildWorkflowExecutionInitiated: StartChildWorkflowExecutionInitiatedEventAttributes;
  readonly StartLambdaFunctionFailed: StartLambdaFunctionFailedEventAttributes;
  readonly StartTimerFailed: StartTimerFailedEventAttributes;
  readonly TimerCanceled: TimerCanceledEventAttributes;
  readonly TimerFired: TimerFiredEventAttributes;
  readonly TimerStarted: TimerStartedEventAttributes;
  readonly WorkflowExecutionCancelRequested: WorkflowExecutionCancelRequestedEventAttributes;
  readonly WorkflowExecutionCanceled: WorkflowExecutionCanceledEventAttributes;
  readonly WorkflowExecutionCompleted: WorkflowExecutionCompletedEventAttributes;
  readonly WorkflowExecutionContinuedAsNew: WorkflowExecutionContinuedAsNewEventAttributes;
  readonly WorkflowExecutionFailed: WorkflowExecutionFailedEventAttributes;
  readonly WorkflowExecutionSignaled: WorkflowExecutionSignaledEventAttributes;
  readonly WorkflowExecutionStarted: WorkflowExecutionStartedEventAttributes;
  readonly WorkflowExecutionTerminated: WorkflowExecutionTerminatedEventAttributes;
  readonly WorkflowExecutionTimedOut: WorkflowExecutionTimedOutEventAttributes;
}

/** The name of one of SWF's 54 event types. */
export type EventName = keyof AttributesOf;

const NO_ATTRIBUTES = /* @__PURE__ */ Object.freeze({});

/** Returns the attributes under that member of the raw event, without nulls. */
export function attributesIn(raw: object, member: string): object {
  const attributes: unknown = (raw as Readonly<Record<string, unknown>>)[member];
  if (typeof attributes !== 'object' || attributes === null) return NO_ATTRIBUTES;
  // Dumps of other languages write null for what SWF leaves out. Most have none, and are not
  // copied.
  return hasNull(attributes as Readonly<Record<string, unknown>>) ? withoutNulls(attributes) : attributes;
}

/** Whether a member is null. A loop, because this runs for every access to attributes. */
function hasNull(members: Readonly<Record<string, unknown>>): boolean {
  for (const name in members) if (members[name] === null) return true;
  return false;
}

function withoutNulls(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
