import type { TypeRef } from '@swf/settings/wire';
import type { Decision } from '../decision.js';
import type { DecisionAttributes } from '../decision-attributes.js';
import type { Refusal, RefusalCode } from '../errors.js';
import {
  type DescribedActivityType,
  type DescribedWorkflowType,
  hasKnownDefaults,
  isGiven,
} from './described-types.js';
import { describeEvidence } from './evidence.js';
import type { ExecutionState } from './execution-state.js';
import type { OpenIds } from './open-ids.js';

/**
 * A setting, its default, and SWF's cause if both are missing; in the order in which SWF checks
 * them.
 */
type Setting<Attributes, Type> = readonly [setting: keyof Attributes, fallback: keyof Type, code: RefusalCode];

type NewRun = DecisionAttributes['StartChildWorkflowExecution' | 'ContinueAsNewWorkflowExecution'];

const ACTIVITY_SETTINGS: readonly Setting<DecisionAttributes['ScheduleActivityTask'], DescribedActivityType>[] = [
  ['taskList', 'defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'],
  ['scheduleToStartTimeout', 'defaultTaskScheduleToStartTimeout', 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED'],
  ['scheduleToCloseTimeout', 'defaultTaskScheduleToCloseTimeout', 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['startToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['heartbeatTimeout', 'defaultTaskHeartbeatTimeout', 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED'],
];

const WORKFLOW_SETTINGS: readonly Setting<NewRun, DescribedWorkflowType>[] = [
  [
    'executionStartToCloseTimeout',
    'defaultExecutionStartToCloseTimeout',
    'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  ],
  ['taskList', 'defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'],
  ['taskStartToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['childPolicy', 'defaultChildPolicy', 'DEFAULT_CHILD_POLICY_UNDEFINED'],
];

/** Returns why SWF would refuse the decision in that state; undefined unless that is certain. */
export function refusalOf(decision: Decision, state: ExecutionState): Refusal | undefined {
  const { quotas, closing } = state;
  if (closing) {
    const explanation = `it must come before ${describeEvidence(closing)}, which closes the execution`;
    return { code: 'INVALID_ARGUMENT', explanation, evidence: closing };
  }
  switch (decision.type) {
    case 'ScheduleActivityTask': {
      const { attributes } = decision;
      const type = state.activityTypes.find(attributes.activityType);
      return (
        deprecated('ACTIVITY_TYPE_DEPRECATED', type) ??
        inUse('ACTIVITY_ID_ALREADY_IN_USE', state.activityTasks, 'activity task', attributes.activityId) ??
        full('OPEN_ACTIVITIES_LIMIT_EXCEEDED', state.activityTasks, 'activity tasks', quotas.openActivityTasks) ??
        activitySettingUndefined(attributes, type)
      );
    }
    case 'RequestCancelActivityTask':
      return notOpen('ACTIVITY_ID_UNKNOWN', state.activityTasks, 'activity task', decision.attributes.activityId);
    case 'StartTimer':
      return (
        inUse('TIMER_ID_ALREADY_IN_USE', state.timers, 'timer', decision.attributes.timerId) ??
        full('OPEN_TIMERS_LIMIT_EXCEEDED', state.timers, 'timers', quotas.openTimers)
      );
    case 'CancelTimer':
      return notOpen('TIMER_ID_UNKNOWN', state.timers, 'timer', decision.attributes.timerId);
    case 'StartChildWorkflowExecution': {
      const { attributes } = decision;
      const type = state.workflowTypes.find(attributes.workflowType);
      // SWF checks the quota when it takes the decision, and the id only when it starts the child.
      return (
        deprecated('WORKFLOW_TYPE_DEPRECATED', type) ??
        workflowSettingUndefined(attributes, type) ??
        full('OPEN_CHILDREN_LIMIT_EXCEEDED', state.children, 'children', quotas.openChildWorkflowExecutions) ??
        inUse('WORKFLOW_ALREADY_RUNNING', state.children, 'child', attributes.workflowId)
      );
    }
    case 'ScheduleLambdaFunction':
      return inUse('ID_ALREADY_IN_USE', state.lambdaFunctions, 'Lambda function', decision.attributes.id);
    case 'SignalExternalWorkflowExecution':
    case 'RequestCancelExternalWorkflowExecution':
      return closedRun(state, decision.attributes.workflowId, decision.attributes.runId);
    case 'CompleteWorkflowExecution':
    case 'FailWorkflowExecution':
    case 'CancelWorkflowExecution':
      return unhandled(state);
    case 'ContinueAsNewWorkflowExecution': {
      const type = state.typeOfNextRun(decision.attributes.workflowTypeVersion);
      return (
        unhandled(state) ??
        deprecated('WORKFLOW_TYPE_DEPRECATED', type) ??
        workflowSettingUndefined(decision.attributes, type)
      );
    }
    case 'RecordMarker':
      return undefined;
  }
}

function inUse(code: RefusalCode, ids: OpenIds, kind: string, id: string): Refusal | undefined {
  const evidence = ids.openedBy(id);
  return (
    evidence && { code, explanation: `${kind} "${id}" has been open since ${describeEvidence(evidence)}`, evidence }
  );
}

function notOpen(code: RefusalCode, ids: OpenIds, kind: string, id: string): Refusal | undefined {
  if (!ids.isClosed(id)) return undefined;
  const evidence = ids.closedBy(id);
  const what = `${kind} "${id}"`;
  const explanation = evidence
    ? `${what} has been closed since ${describeEvidence(evidence)}`
    : `no ${what} was ever open`;
  return { code, explanation, evidence };
}

function full(code: RefusalCode, ids: OpenIds, kind: string, quota: number): Refusal | undefined {
  if (ids.size < quota) return undefined;
  return { code, explanation: `${ids.size} ${kind} are open, and SWF allows ${quota} for one execution` };
}

function closedRun(state: ExecutionState, workflowId: string, runId: string | undefined): Refusal | undefined {
  const evidence = runId === undefined ? undefined : state.closedRun(workflowId, runId);
  if (!evidence) return undefined;
  const explanation = `run "${runId}" of "${workflowId}" has been closed since ${describeEvidence(evidence)}`;
  return { code: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', explanation, evidence };
}

function unhandled({ pendingDecisionTask: evidence }: ExecutionState): Refusal | undefined {
  if (!evidence) return undefined;
  const explanation = `new events wait for the decision task scheduled by ${describeEvidence(evidence)}`;
  return { code: 'UNHANDLED_DECISION', explanation, evidence };
}

/** Returns a refusal if the type is deprecated. */
function deprecated(
  code: 'ACTIVITY_TYPE_DEPRECATED' | 'WORKFLOW_TYPE_DEPRECATED',
  type: (TypeRef & { readonly status?: string | undefined }) | undefined,
): Refusal | undefined {
  if (type?.status !== 'DEPRECATED') return undefined;
  return { code, explanation: `${describeType(type)} is deprecated` };
}

/** Returns a refusal if the task and its type both lack a setting. */
function activitySettingUndefined(
  attributes: DecisionAttributes['ScheduleActivityTask'],
  type: DescribedActivityType | undefined,
): Refusal | undefined {
  return type && hasKnownDefaults(type) ? firstUndefined(ACTIVITY_SETTINGS, attributes, type) : undefined;
}

/** Returns a refusal if the run and its type both lack a setting. */
function workflowSettingUndefined(attributes: NewRun, type: DescribedWorkflowType | undefined): Refusal | undefined {
  return type && hasKnownDefaults(type) ? firstUndefined(WORKFLOW_SETTINGS, attributes, type) : undefined;
}

function firstUndefined<Attributes, Type extends TypeRef>(
  settings: readonly Setting<Attributes, Type>[],
  attributes: Attributes,
  type: Type,
): Refusal | undefined {
  const missing = settings.find(([setting, fallback]) => attributes[setting] === undefined && !isGiven(type[fallback]));
  if (!missing) return undefined;
  const [setting, fallback, code] = missing;
  const explanation = `${String(setting)} is not given, and ${describeType(type)} has no ${String(fallback)}`;
  return { code, explanation };
}

function describeType({ name, version }: TypeRef): string {
  return `type "${name}" version "${version}"`;
}
