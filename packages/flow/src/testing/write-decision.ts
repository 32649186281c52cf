import type { Decision } from '@swf/decisions';
import type { HistoryBuilder } from '@swf/history/builder';
import { ACTIVITY_TASK_SETTINGS, type Codec, EXECUTION_SETTINGS, TIMEOUT, type Timeout } from '@swf/settings/wire';

// Builders take payloads as decisions hold them.
const { input: _input, ...EXECUTION } = EXECUTION_SETTINGS;
const { input: _activityInput, control: _control, ...ACTIVITY } = ACTIVITY_TASK_SETTINGS;
const SETTINGS = { ...EXECUTION, ...ACTIVITY, startToFireTimeout: TIMEOUT };

/**
 * Writes the events by which SWF carries out a decision, in the transaction of its decision task.
 */
export function writeDecision(builder: HistoryBuilder, decision: Decision): HistoryBuilder {
  switch (decision.type) {
    case 'ScheduleActivityTask': {
      const { activityId, ...given } = decision.attributes;
      return builder.activityTaskScheduled(activityId, givenFrom(given));
    }
    case 'RequestCancelActivityTask':
      return builder.activityTaskCancelRequested(decision.attributes.activityId);
    case 'StartTimer': {
      const { timerId, ...given } = decision.attributes;
      return builder.timerStarted(timerId, givenFrom(given));
    }
    case 'CancelTimer':
      return builder.timerCanceled(decision.attributes.timerId);
    case 'RecordMarker': {
      const { markerName, ...given } = decision.attributes;
      return builder.markerRecorded(markerName, givenFrom(given));
    }
    case 'ScheduleLambdaFunction': {
      const { id, ...given } = decision.attributes;
      return builder.lambdaFunctionScheduled(id, givenFrom(given));
    }
    case 'StartChildWorkflowExecution': {
      const { workflowId, ...given } = decision.attributes;
      return builder.startChildWorkflowExecutionInitiated(workflowId, givenFrom(given));
    }
    case 'SignalExternalWorkflowExecution': {
      const { workflowId, signalName, ...given } = decision.attributes;
      return builder.signalExternalWorkflowExecutionInitiated(workflowId, signalName, givenFrom(given));
    }
    case 'RequestCancelExternalWorkflowExecution': {
      const { workflowId, ...given } = decision.attributes;
      return builder.requestCancelExternalWorkflowExecutionInitiated(workflowId, givenFrom(given));
    }
    case 'CompleteWorkflowExecution':
      return builder.workflowExecutionCompleted(givenFrom(decision.attributes));
    case 'FailWorkflowExecution':
      return builder.workflowExecutionFailed(givenFrom(decision.attributes));
    case 'CancelWorkflowExecution':
      return builder.workflowExecutionCanceled(givenFrom(decision.attributes));
    case 'ContinueAsNewWorkflowExecution': {
      const { workflowTypeVersion: _version, ...given } = decision.attributes;
      return builder.workflowExecutionContinuedAsNew(givenFrom(given));
    }
  }
}

/**
 * Writes what SWF does by itself soon after a decision: it starts children, and delivers signals
 * and cancel requests.
 */
export function writeDelivery(builder: HistoryBuilder, decision: Decision): void {
  if (decision.type === 'StartChildWorkflowExecution') {
    builder.childWorkflowExecutionStarted(decision.attributes.workflowId);
  } else if (decision.type === 'SignalExternalWorkflowExecution') {
    builder.externalWorkflowExecutionSignaled(decision.attributes.workflowId);
  } else if (decision.type === 'RequestCancelExternalWorkflowExecution') {
    builder.externalWorkflowExecutionCancelRequested(decision.attributes.workflowId);
  }
}

/**
 * Attributes as builders take them: timeouts are seconds, task lists are names, what is undefined
 * is left out.
 */
type Given<Attributes> = {
  readonly [Name in keyof Attributes]: Name extends `${string}Timeout`
    ? Timeout
    : Name extends 'taskList'
      ? string
      : Name extends 'taskPriority'
        ? number
        : NonNullable<Attributes[Name]>;
};

function givenFrom<Attributes extends object>(attributes: Attributes): Given<Attributes> {
  const given = Object.entries(attributes).flatMap(([name, value]: [string, unknown]) =>
    value === undefined ? [] : [[name, valueFrom(name, value)]],
  );
  return Object.fromEntries(given);
}

function valueFrom(name: string, value: unknown): unknown {
  const codec = (SETTINGS as Readonly<Record<string, Codec<unknown>>>)[name];
  return codec === undefined ? value : codec.parse(value);
}
