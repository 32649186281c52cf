import type { CompiledHistory } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { LIMITS } from '@swf/settings/wire';
import type { Draft, Rule } from '../rule.js';
import { counted, listed, quoted, shortened } from '../sentences.js';
import { isQuiet, type Situation } from '../situation.js';

/** How and why a run has closed. */
export const closedBecause: Rule = { code: 'CLOSED_BECAUSE', appliesTo: 'closed', find: findClose };

/** Causes of a termination, in words. */
const TERMINATIONS: Readonly<Record<string, string>> = {
  CHILD_POLICY_APPLIED: 'by the child policy of its parent, which closed',
  EVENT_LIMIT_EXCEEDED: `by SWF, because its history reached ${counted(LIMITS.historyEvents, 'event')}`,
  OPERATOR_INITIATED: 'by an operator',
};

/** Close statuses that nobody needs to look after. */
const SUCCESSES: readonly string[] = ['COMPLETED', 'CONTINUED_AS_NEW'];

function findClose(situation: Situation): readonly Draft[] {
  const { state, history } = situation;
  const { closeStatus, closedAt, startToCloseInSeconds: took } = state.workflowExecution;
  const isSuccess = SUCCESSES.some((status) => status === closeStatus);
  const failures = isSuccess ? [] : failuresIn(state);
  return [
    {
      severity: isSuccess ? 'info' : 'warning',
      certainty: 'fact',
      subject: { type: 'WorkflowExecution', id: undefined },
      since: closedAt,
      message: `the execution closed as ${closeStatus}${reasonText(state)}`,
      details: [
        ...(took === undefined ? [] : [`it took ${formatDuration(took)}`]),
        ...failures.map(({ text }) => text),
        ...openText(state),
        ...childrenText(state),
      ],
      evidence: [...failures.map(({ eventId }) => eventId), ...(history.last ? [history.last.id] : [])],
      hint: hintOf(situation),
    },
  ];
}

function reasonText({ workflowExecution }: CompiledHistory): string {
  const { closeStatus, reason, details, cause, executionStartToCloseTimeout, newExecutionRunId } = workflowExecution;
  if (closeStatus === 'CONTINUED_AS_NEW') return newExecutionRunId ? `: run ${newExecutionRunId} goes on` : '';
  const parts = [
    cause === undefined ? undefined : (TERMINATIONS[cause] ?? `cause ${cause}`),
    closeStatus === 'TIMED_OUT' && typeof executionStartToCloseTimeout === 'number'
      ? `its execution timeout of ${formatDuration(executionStartToCloseTimeout)} has passed`
      : undefined,
    reason || undefined,
    details || undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `: ${parts.map(shortened).join(', ')}`;
}

interface Failure {
  readonly text: string;
  readonly eventId: number;
}

/** Returns the last failure and what it followed from: the latest of each activity, child and call. */
function failuresIn(state: CompiledHistory): readonly Failure[] {
  const entities = [...state.activityTasks, ...state.childWorkflowExecutions, ...state.lambdaFunctions];
  return entities
    .flatMap((entity) => {
      // Not the last: a refused request to cancel may follow it.
      const closing = entity.events.findLast(({ state }) => state === entity.state);
      const isFailure = ['failed', 'timed_out', 'terminated', 'start_failed', 'schedule_failed'].includes(entity.state);
      if (!isFailure || closing === undefined) return [];
      const { reason, details, cause, timeoutType } = entity;
      const why = [cause, timeoutType, reason, details].flatMap((part) => (part ? [shortened(part)] : []));
      const words = entity.state.replaceAll('_', ' ');
      const text = `before that, ${entityName(entity)} ${words}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
      return [{ text, eventId: closing.id }];
    })
    .sort((one, other) => other.eventId - one.eventId)
    .slice(0, 3);
}

function entityName(entity: object): string {
  const { activityId, workflowId, id } = entity as { activityId?: string; workflowId?: string; id?: string };
  if (activityId !== undefined) return `activity ${activityId}`;
  return workflowId === undefined ? `Lambda function ${id}` : `child ${workflowId}`;
}

/** Says what was open when the run closed. */
function openText(state: CompiledHistory): readonly string[] {
  const open = [
    ...state.decisionTasks.open().map((task) => waitText('a decision task', task)),
    ...state.activityTasks.open().map((task) => waitText(`activity ${task.activityId}`, task)),
    ...state.lambdaFunctions.open().map(({ id }) => `Lambda function ${id}`),
    ...state.childWorkflowExecutions.open().map(({ workflowId }) => `child ${workflowId}`),
    ...state.timers.open().map(({ timerId }) => `timer ${timerId}`),
  ];
  if (open.length > 0) return [`open then: ${listed(open)}`];
  return state.workflowExecution.closeStatus === 'TIMED_OUT' ? ['nothing was open then that could wake it'] : [];
}

/** What SWF does to open children when it ends their parent itself, by its child policy. */
const CHILD_POLICIES: Readonly<Record<string, string>> = {
  TERMINATE: 'SWF terminated its open children',
  REQUEST_CANCEL: 'SWF requested the cancellation of its open children',
  ABANDON: 'its open children go on: its child policy was ABANDON',
};

/** Says what happened to the children that were open. */
function childrenText({ workflowExecution, childWorkflowExecutions }: CompiledHistory): readonly string[] {
  if (childWorkflowExecutions.open().length === 0) return [];
  // Only the events of a termination and a timeout have a policy, and a termination can choose it.
  const closing = workflowExecution.events.at(-1)?.attributes as { readonly childPolicy?: string } | undefined;
  const isForced = ['TERMINATED', 'TIMED_OUT'].some((status) => status === workflowExecution.closeStatus);
  if (!isForced) return ['its open children go on: SWF ends none of them when a decider closes their parent'];
  const effect = closing?.childPolicy && CHILD_POLICIES[closing.childPolicy];
  return effect ? [effect] : [];
}

interface Task {
  readonly startedEventId: number;
  readonly taskList: string | undefined;
  readonly identity: string | undefined;
}

function waitText(name: string, { startedEventId, taskList, identity }: Task): string {
  if (startedEventId !== 0) return `${name}${identity ? ` on ${quoted(identity)}` : ''}`;
  return `${name}${taskList === undefined ? '' : ` on task list ${quoted(taskList)}`} (not started)`;
}

function hintOf(situation: Situation): string | undefined {
  const { workflowExecution, activityTasks, decisionTasks } = situation.state;
  if (workflowExecution.closeStatus === 'TIMED_OUT') {
    const tasks = [...decisionTasks.open(), ...activityTasks.open()];
    if (tasks.some(({ startedEventId }) => startedEventId === 0)) {
      return 'find out which workers or deciders were not running';
    }
    return isQuiet(situation) ? 'let the decider close the execution, or start something that wakes it' : undefined;
  }
  return workflowExecution.cause === 'EVENT_LIMIT_EXCEEDED'
    ? 'let the decider continue the execution as new'
    : undefined;
}
