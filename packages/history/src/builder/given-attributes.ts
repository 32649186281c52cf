import {
  ACTIVITY_TASK_SETTINGS,
  type Codec,
  EXECUTION_SETTINGS,
  PAYLOAD,
  REASON,
  SECONDS,
  TIMEOUT,
  type Timeout,
  TYPE_REF,
} from '@swf/settings/wire';
import type { AttributesOf, EventName } from '../event/attributes.js';
import type { References } from '../event/event-types.js';
import type { PayloadField } from '../event/payload.js';

/** The attributes that the builder fills in: ids of earlier events and arguments of its methods. */
type Filled = keyof References | 'activityId' | 'timerId' | 'markerName' | 'signalName' | 'workflowId' | 'id';

/** The other attributes that a test gives in a form of its own. */
interface AsGiven {
  readonly taskList: string;
  readonly taskPriority: number;
  readonly tagList: readonly string[];
}

/**
 * The attributes that a test may give for an event type: any JSON value for payloads, seconds for
 * timeouts, the name of a task list.
 */
export type GivenAttributes<Name extends EventName> = {
  readonly [Field in Exclude<keyof AttributesOf[Name], Filled>]?: Field extends PayloadField
    ? unknown
    : Field extends `${string}Timeout`
      ? Timeout | undefined
      : Field extends keyof AsGiven
        ? AsGiven[Field] | undefined
        : AttributesOf[Name][Field] | undefined;
};

/** Every attribute that may be given, with its default. */
type Defaults = {
  readonly [Name in EventName]: { readonly [Field in keyof GivenAttributes<Name>]-?: GivenAttributes<Name>[Field] };
};

const ACTIVITY_TYPE = { name: 'activity', version: '1.0' };
const CHILD_TYPE = { name: 'child', version: '1.0' };
const WORKFLOW_TYPE = { name: 'workflow', version: '1.0' };

const RUN = {
  input: undefined,
  executionStartToCloseTimeout: 3600,
  taskStartToCloseTimeout: 60,
  childPolicy: 'TERMINATE',
  taskList: 'deciders',
  taskPriority: undefined,
  tagList: undefined,
  lambdaRole: undefined,
} as const;
const CHILD = { workflowExecution: undefined, workflowType: undefined } as const;

/** The attributes of each event type that a test may give, each with its default. */
export const DEFAULTS: Defaults = {
  WorkflowExecutionStarted: {
    ...RUN,
    workflowType: WORKFLOW_TYPE,
    continuedExecutionRunId: undefined,
    parentWorkflowExecution: undefined,
    parentInitiatedEventId: 0,
  },
  WorkflowExecutionSignaled: {
    input: undefined,
    externalWorkflowExecution: undefined,
    externalInitiatedEventId: 0,
  },
  WorkflowExecutionCancelRequested: {
    externalWorkflowExecution: undefined,
    externalInitiatedEventId: 0,
    cause: undefined,
  },
  WorkflowExecutionCompleted: { result: undefined },
  WorkflowExecutionFailed: { reason: undefined, details: undefined },
  WorkflowExecutionCanceled: { details: undefined },
  WorkflowExecutionContinuedAsNew: { ...RUN, workflowType: undefined, newExecutionRunId: 'next-run' },
  WorkflowExecutionTimedOut: { timeoutType: 'START_TO_CLOSE', childPolicy: undefined },
  WorkflowExecutionTerminated: { reason: undefined, details: undefined, childPolicy: undefined, cause: undefined },
  CompleteWorkflowExecutionFailed: { cause: undefined },
  FailWorkflowExecutionFailed: { cause: undefined },
  CancelWorkflowExecutionFailed: { cause: undefined },
  ContinueAsNewWorkflowExecutionFailed: { cause: undefined },
  DecisionTaskScheduled: {
    taskList: undefined,
    taskPriority: undefined,
    startToCloseTimeout: undefined,
    scheduleToStartTimeout: 'NONE',
  },
  DecisionTaskStarted: { identity: undefined },
  DecisionTaskCompleted: {
    executionContext: undefined,
    taskList: undefined,
    taskListScheduleToStartTimeout: undefined,
  },
  DecisionTaskTimedOut: { timeoutType: 'START_TO_CLOSE' },
  ActivityTaskScheduled: {
    activityType: ACTIVITY_TYPE,
    input: undefined,
    control: undefined,
    taskList: 'workers',
    taskPriority: undefined,
    scheduleToStartTimeout: 'NONE',
    scheduleToCloseTimeout: 'NONE',
    startToCloseTimeout: 'NONE',
    heartbeatTimeout: 'NONE',
  },
  ScheduleActivityTaskFailed: { activityType: ACTIVITY_TYPE, cause: 'ACTIVITY_TYPE_DOES_NOT_EXIST' },
  ActivityTaskStarted: { identity: undefined },
  ActivityTaskCompleted: { result: undefined },
  ActivityTaskFailed: { reason: undefined, details: undefined },
  ActivityTaskTimedOut: { timeoutType: undefined, details: undefined },
  ActivityTaskCanceled: { details: undefined },
  ActivityTaskCancelRequested: {},
  RequestCancelActivityTaskFailed: { cause: 'ACTIVITY_ID_UNKNOWN' },
  TimerStarted: { control: undefined, startToFireTimeout: 0 },
  StartTimerFailed: { cause: 'TIMER_ID_ALREADY_IN_USE' },
  TimerFired: {},
  TimerCanceled: {},
  CancelTimerFailed: { cause: 'TIMER_ID_UNKNOWN' },
  MarkerRecorded: { details: undefined },
  RecordMarkerFailed: { cause: 'OPERATION_NOT_PERMITTED' },
  StartChildWorkflowExecutionInitiated: { ...RUN, workflowType: CHILD_TYPE, control: undefined },
  StartChildWorkflowExecutionFailed: {
    workflowType: CHILD_TYPE,
    cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST',
    control: undefined,
  },
  ChildWorkflowExecutionStarted: CHILD,
  ChildWorkflowExecutionCompleted: { ...CHILD, result: undefined },
  ChildWorkflowExecutionFailed: { ...CHILD, reason: undefined, details: undefined },
  ChildWorkflowExecutionTimedOut: { ...CHILD, timeoutType: 'START_TO_CLOSE' },
  ChildWorkflowExecutionCanceled: { ...CHILD, details: undefined },
  ChildWorkflowExecutionTerminated: CHILD,
  SignalExternalWorkflowExecutionInitiated: { runId: undefined, input: undefined, control: undefined },
  SignalExternalWorkflowExecutionFailed: {
    runId: undefined,
    cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
    control: undefined,
  },
  ExternalWorkflowExecutionSignaled: { workflowExecution: undefined },
  RequestCancelExternalWorkflowExecutionInitiated: { runId: undefined, control: undefined },
  RequestCancelExternalWorkflowExecutionFailed: {
    runId: undefined,
    cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
    control: undefined,
  },
  ExternalWorkflowExecutionCancelRequested: { workflowExecution: undefined },
  LambdaFunctionScheduled: { name: 'function', input: undefined, control: undefined, startToCloseTimeout: 900 },
  ScheduleLambdaFunctionFailed: { name: 'function', cause: 'ID_ALREADY_IN_USE' },
  LambdaFunctionStarted: {},
  StartLambdaFunctionFailed: { cause: 'ASSUME_ROLE_FAILED', message: undefined },
  LambdaFunctionCompleted: { result: undefined },
  LambdaFunctionFailed: { reason: undefined, details: undefined },
  LambdaFunctionTimedOut: { timeoutType: 'START_TO_CLOSE' },
};

/** How attributes are written; one without a codec is written as it is. */
const CODECS: Readonly<Record<string, Codec<unknown>>> = {
  ...EXECUTION_SETTINGS,
  ...ACTIVITY_TASK_SETTINGS,
  activityType: TYPE_REF,
  workflowType: TYPE_REF,
  result: PAYLOAD,
  reason: REASON,
  details: PAYLOAD,
  executionContext: PAYLOAD,
  startToFireTimeout: SECONDS,
  taskListScheduleToStartTimeout: TIMEOUT,
};

/**
 * Returns the attributes as SWF writes them, without those that are undefined.
 *
 * @throws `InvalidArgumentError` for a value that SWF would not write.
 */
export function formatAttributes(given: object): Readonly<Record<string, unknown>> {
  const members = Object.entries(present(given));
  return Object.fromEntries(
    members.map(([name, value]) => [name, CODECS[name] ? CODECS[name].format(name, value) : value]),
  );
}

/** Returns the members that are not undefined. */
export function present(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
