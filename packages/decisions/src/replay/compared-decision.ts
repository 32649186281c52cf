import type { Decision } from '@swf/decisions';
import type { AnyEvent, EventName } from '@swf/history';
import type { DecisionType } from '../decision-attributes.js';

/** A decision with the attributes that can be compared: those that were given or recorded. */
export interface ComparedDecision {
  readonly type: DecisionType;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The events that each decision results in: made, or refused at once. */
const EVENTS: Readonly<Record<DecisionType, readonly EventName[]>> = {
  ScheduleActivityTask: ['ActivityTaskScheduled', 'ScheduleActivityTaskFailed'],
  RequestCancelActivityTask: ['ActivityTaskCancelRequested', 'RequestCancelActivityTaskFailed'],
  StartTimer: ['TimerStarted', 'StartTimerFailed'],
  CancelTimer: ['TimerCanceled', 'CancelTimerFailed'],
  RecordMarker: ['MarkerRecorded', 'RecordMarkerFailed'],
  CompleteWorkflowExecution: ['WorkflowExecutionCompleted', 'CompleteWorkflowExecutionFailed'],
  FailWorkflowExecution: ['WorkflowExecutionFailed', 'FailWorkflowExecutionFailed'],
  CancelWorkflowExecution: ['WorkflowExecutionCanceled', 'CancelWorkflowExecutionFailed'],
  ContinueAsNewWorkflowExecution: ['WorkflowExecutionContinuedAsNew', 'ContinueAsNewWorkflowExecutionFailed'],
  StartChildWorkflowExecution: ['StartChildWorkflowExecutionInitiated', 'StartChildWorkflowExecutionFailed'],
  // These fail later, after they were initiated.
  SignalExternalWorkflowExecution: ['SignalExternalWorkflowExecutionInitiated'],
  RequestCancelExternalWorkflowExecution: ['RequestCancelExternalWorkflowExecutionInitiated'],
  ScheduleLambdaFunction: ['LambdaFunctionScheduled', 'ScheduleLambdaFunctionFailed'],
};

const DECISIONS = new Map<EventName, DecisionType>(
  (Object.keys(EVENTS) as DecisionType[]).flatMap((type) => EVENTS[type].map((name) => [name, type] as const)),
);

/** Attributes that SWF adds to those of a decision. */
const ADDED = ['cause', 'decisionTaskCompletedEventId', 'initiatedEventId', 'newExecutionRunId', 'startedEventId'];

/** Attributes that default to those of the type. */
const DEFAULTED: readonly string[] = [
  'childPolicy',
  'executionStartToCloseTimeout',
  'heartbeatTimeout',
  'lambdaRole',
  'scheduleToCloseTimeout',
  'scheduleToStartTimeout',
  'startToCloseTimeout',
  'taskList',
  'taskPriority',
  'taskStartToCloseTimeout',
  'workflowTypeVersion',
];

/** Returns the decision that an event of `history.eventsOfDecisions()` records. */
export function recordedDecision({ name, attributes }: AnyEvent): ComparedDecision {
  const type = DECISIONS.get(name) as DecisionType;
  const { workflowType, ...rest } = attributes as { readonly workflowType?: { readonly version?: string } };
  const known =
    type === 'ContinueAsNewWorkflowExecution' ? { ...rest, workflowTypeVersion: workflowType?.version } : attributes;
  return { type, attributes: present(Object.entries(known).filter(([each]) => !ADDED.includes(each))) };
}

/** Returns a decision in the form that is compared. */
export function madeDecision({ type, attributes }: Decision): ComparedDecision {
  return { type, attributes: present(Object.entries(attributes)) };
}

/**
 * Returns the names of the attributes that differ.
 *
 * An attribute that the decision leaves to the defaults of the type is not compared, nor one that
 * the event of a refused decision does not have.
 */
export function differingAttributes(made: ComparedDecision, recorded: ComparedDecision, isRefused: boolean): string[] {
  const names = new Set([...Object.keys(made.attributes), ...Object.keys(recorded.attributes)]);
  return [...names].filter((name) => {
    if (!(name in made.attributes)) return !DEFAULTED.includes(name);
    if (!(name in recorded.attributes)) return !isRefused;
    return !isEqual(made.attributes[name], recorded.attributes[name]);
  });
}

/** Returns the non-empty attributes: SWF records neither empty texts nor empty lists. */
function present(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  const isPresent = (value: unknown) =>
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(entries.filter(([, value]) => isPresent(value)));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Returns the members of an object, such as a type or a list, in order; text as it is. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object') return value;
  return Object.entries(value as object)
    .map((member) => JSON.stringify(member))
    .sort();
}
