import type { FailedDecision } from '@swf/history';
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

/** What was refused, in words: `to schedule activity`. */
const ATTEMPTS: Readonly<Record<FailedDecision['name'], string>> = {
  CancelTimerFailed: 'to cancel timer',
  CancelWorkflowExecutionFailed: 'to cancel the execution',
  CompleteWorkflowExecutionFailed: 'to complete the execution',
  ContinueAsNewWorkflowExecutionFailed: 'to continue the execution as new',
  FailWorkflowExecutionFailed: 'to fail the execution',
  RecordMarkerFailed: 'to record marker',
  RequestCancelActivityTaskFailed: 'to request the cancellation of activity',
  RequestCancelExternalWorkflowExecutionFailed: 'to request the cancellation of',
  ScheduleActivityTaskFailed: 'to schedule activity',
  ScheduleLambdaFunctionFailed: 'to schedule Lambda function',
  SignalExternalWorkflowExecutionFailed: 'to signal',
  StartChildWorkflowExecutionFailed: 'to start child',
  StartLambdaFunctionFailed: 'to start Lambda function',
  StartTimerFailed: 'to start timer',
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

/** Returns SWF's word for the cause of a refusal. */
export function wordOf({ attributes }: FailedDecision): string {
  return String((attributes as { readonly cause?: unknown }).cause ?? 'UNKNOWN');
}

/** Returns what SWF refused: `to schedule activity charge-card (charge@1.0)`. */
export function attemptOf(situation: Situation, { name, attributes }: FailedDecision): string {
  const {
    activityId,
    timerId,
    workflowId,
    markerName,
    id,
    scheduledEventId,
    activityType,
    workflowType,
    functionName,
  } = namesIn(attributes);
  const lambda = situation.state.lambdaFunctions.all().find((each) => each.scheduledEventId === scheduledEventId);
  const key = activityId ?? timerId ?? workflowId ?? markerName ?? id ?? lambda?.id;
  const type = activityType ?? workflowType;
  const typed = type?.name === undefined ? (functionName ?? lambda?.name) : `${type.name}@${type.version}`;
  const isNamed = typed !== undefined && name !== 'ContinueAsNewWorkflowExecutionFailed';
  return [ATTEMPTS[name], key, isNamed ? `(${typed})` : undefined].filter((part) => part !== undefined).join(' ');
}

/** Returns the id of what a refusal is about; undefined for the execution. */
export function keyOf({ attributes }: FailedDecision): string | undefined {
  const { activityId, timerId, workflowId, markerName, id } = namesIn(attributes);
  return activityId ?? timerId ?? workflowId ?? markerName ?? id;
}

interface Names {
  readonly activityId?: string;
  readonly timerId?: string;
  readonly workflowId?: string;
  readonly markerName?: string;
  readonly id?: string;
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
  const completed = state.decisionTasks.all().filter(({ completedEventId }) => completedEventId > 0);
  const newest = completed.slice(-MOST_TASKS).reverse();
  const success = newest.find(({ completedEventId }) =>
    history.eventsOfDecisions(completedEventId).some(({ attributes }) => !('cause' in attributes)),
  );
  return success?.completedEventId ?? newest.at(-1)?.completedEventId ?? 0;
}
