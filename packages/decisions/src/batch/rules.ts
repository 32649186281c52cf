import type { Decision } from '../decision.js';
import type { Refusal, RefusalCode } from '../errors.js';
import { describeEvidence } from './evidence.js';
import type { ExecutionState } from './execution-state.js';
import type { OpenIds } from './open-ids.js';
import { activitySettingUndefined, deprecated, workflowSettingUndefined } from './type-rules.js';

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
