import type { CompiledHistory, CompiledLambdaFunction, FailedDecision } from '@swf/history';
import { type Cause, causeOf } from './causes.js';
import type { FindingCode } from './finding.js';
import type { Situation } from './situation.js';

/** Refused decisions with the same cause, of the same kind. */
export interface Refusal {
  readonly code: FindingCode;
  readonly events: readonly FailedDecision[];
  readonly name: FailedDecision['name'];
  /** SWF's word for the cause. */
  readonly word: string;
  readonly cause: Cause;
}

/** What SWF did not do, in words: `schedule activity`. */
const ATTEMPTS: Readonly<Record<FailedDecision['name'], string>> = {
  CancelTimerFailed: 'cancel timer',
  CancelWorkflowExecutionFailed: 'cancel the execution',
  CompleteWorkflowExecutionFailed: 'complete the execution',
  ContinueAsNewWorkflowExecutionFailed: 'continue the execution as new',
  FailWorkflowExecutionFailed: 'fail the execution',
  RecordMarkerFailed: 'record marker',
  RequestCancelActivityTaskFailed: 'request the cancellation of activity',
  RequestCancelExternalWorkflowExecutionFailed: 'request the cancellation of',
  ScheduleActivityTaskFailed: 'schedule activity',
  ScheduleLambdaFunctionFailed: 'schedule Lambda function',
  SignalExternalWorkflowExecutionFailed: 'signal',
  StartChildWorkflowExecutionFailed: 'start child',
  StartLambdaFunctionFailed: 'start Lambda function',
  StartTimerFailed: 'start timer',
};

const CODES: Readonly<Partial<Record<FailedDecision['name'], FindingCode>>> = {
  StartChildWorkflowExecutionFailed: 'CHILD_MISSING',
  ScheduleLambdaFunctionFailed: 'LAMBDA_CANNOT_START',
  StartLambdaFunctionFailed: 'LAMBDA_CANNOT_START',
  RequestCancelExternalWorkflowExecutionFailed: 'EXTERNAL_FAILED',
  SignalExternalWorkflowExecutionFailed: 'EXTERNAL_FAILED',
};

/** How many decision tasks without any success are looked at, from the newest on. */
const MOST_TASKS = 50;

/** Returns the refusals since the last decision that succeeded, grouped by kind and cause. */
export function recentRefusals(situation: Situation): readonly Refusal[] {
  const groups = new Map<string, { code: FindingCode; events: FailedDecision[]; word: string; cause: Cause }>();
  const since = latestSuccess(situation);
  for (const event of situation.state.failedDecisions) {
    if (event.id < since) continue;
    const word = wordOf(event);
    const cause = causeOf(word);
    const code = cause.code === 'DECISION_REFUSED' ? (CODES[event.name] ?? cause.code) : cause.code;
    const key = `${event.name} ${word}`;
    const group = groups.get(key) ?? { code, events: [], word, cause };
    group.events.push(event);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ events, ...group }) => ({
    ...group,
    events,
    name: (events[0] as FailedDecision).name,
  }));
}

/** Returns the refused decisions by the events that record them, also those that SWF accepted at first. */
export function refusalsOf({ failedDecisions }: CompiledHistory): ReadonlyMap<number, FailedDecision> {
  return new Map(failedDecisions.map((event) => [acceptedEventId(event) || event.id, event]));
}

/** Returns the id of the event by which SWF accepted the decision at first; 0 if it did not. */
function acceptedEventId({ name, attributes }: FailedDecision): number {
  const { initiatedEventId, scheduledEventId } = namesIn(attributes);
  return (name === 'StartLambdaFunctionFailed' ? scheduledEventId : initiatedEventId) ?? 0;
}

/** Returns SWF's word for the cause of a refusal. */
export function wordOf({ attributes }: FailedDecision): string {
  return String((attributes as { readonly cause?: unknown }).cause ?? 'UNKNOWN');
}

/** What SWF accepted at first. */
const LATE: readonly FailedDecision['name'][] = [
  'RequestCancelExternalWorkflowExecutionFailed',
  'SignalExternalWorkflowExecutionFailed',
  'StartLambdaFunctionFailed',
];

/** Returns what SWF refused: `refused to schedule activity charge-1 (charge-card@1.0)`. */
export function attemptOf(situation: Situation, { name, attributes }: FailedDecision): string {
  const { activityType, workflowType, functionName } = namesIn(attributes);
  const lambda = lambdaOf(situation, attributes);
  const key = keyOf(situation, attributes);
  const type = activityType ?? workflowType;
  const typed = type?.name === undefined ? (functionName ?? lambda?.name) : `${type.name}@${type.version}`;
  const isNamed = typed !== undefined && name !== 'ContinueAsNewWorkflowExecutionFailed';
  const verb = LATE.includes(name) ? 'could not' : 'refused to';
  return [verb, ATTEMPTS[name], key, isNamed ? `(${typed})` : undefined].filter((part) => part !== undefined).join(' ');
}

/** Returns the id of what a refusal is about; undefined for the execution. */
export function keyOf(situation: Situation, attributes: FailedDecision['attributes']): string | undefined {
  const { activityId, timerId, workflowId, markerName, id } = namesIn(attributes);
  return activityId ?? timerId ?? workflowId ?? markerName ?? id ?? lambdaOf(situation, attributes)?.id;
}

/** Returns the Lambda function that could not be started: the event of that names no id. */
function lambdaOf({ state }: Situation, attributes: FailedDecision['attributes']): CompiledLambdaFunction | undefined {
  const { scheduledEventId } = namesIn(attributes);
  return state.lambdaFunctions.all().find((each) => each.scheduledEventId === scheduledEventId);
}

interface Names {
  readonly activityId?: string;
  readonly timerId?: string;
  readonly workflowId?: string;
  readonly markerName?: string;
  readonly id?: string;
  readonly initiatedEventId?: number;
  readonly scheduledEventId?: number;
  readonly functionName?: string;
  readonly activityType?: { readonly name?: string; readonly version?: string };
  readonly workflowType?: { readonly name?: string; readonly version?: string };
}

function namesIn(attributes: object): Names {
  const { name, ...names } = attributes as Names & { readonly name?: string };
  return name === undefined ? names : { ...names, functionName: name };
}

/** Returns the id of the latest `DecisionTaskCompleted` with a decision that succeeded; 0 if none has. */
function latestSuccess({ history, state }: Situation): number {
  const completed = state.decisionTasks.all().filter((task) => task.state === 'completed');
  const newest = completed.slice(-MOST_TASKS).reverse();
  const refusals = refusalsOf(state);
  const success = newest.find(({ completedEventId }) =>
    history.eventsOfDecisions(completedEventId).some(({ id }) => !refusals.has(id)),
  );
  return success?.completedEventId ?? newest.at(-1)?.completedEventId ?? 0;
}
