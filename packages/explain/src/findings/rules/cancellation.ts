import type { CompiledActivityTask } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { timeOf } from '../../event-time.js';
import type { Draft, Rule } from '../rule.js';
import { counted, listed, quoted } from '../sentences.js';
import { deadlineOf, LOST_AFTER, NORMAL_WAIT, type Situation, secondsSince } from '../situation.js';

/** The cancellation of the execution or of an activity was requested, and it goes on. */
export const cancelUnanswered: Rule = {
  code: 'CANCEL_UNANSWERED',
  appliesTo: 'open',
  find: (situation) => [...ofExecution(situation), ...ofActivities(situation)],
};

function ofExecution(situation: Situation): readonly Draft[] {
  const { workflowExecution, decisionTasks } = situation.state;
  const [request] = workflowExecution.cancelRequests;
  if (request === undefined) return [];
  // A decider has seen what precedes the start of its decision task.
  const seen = decisionTasks
    .all()
    .filter(({ completedEventId, startedEventId }) => completedEventId !== 0 && startedEventId > request.eventId);
  const [first] = seen;
  if (first === undefined) return [];
  const ago = secondsSince(situation, request.requestedAt);
  const { workflowExecution: sender } = request.origin;
  const progress = progressText(situation, request.eventId);
  return [
    {
      severity: progress !== undefined ? 'info' : isIgnored(ago) ? 'blocked' : 'warning',
      certainty: 'fact',
      subject: { type: 'WorkflowExecution', id: undefined },
      since: request.requestedAt,
      message: `the cancellation of the execution was requested${ago === undefined ? '' : ` ${formatDuration(ago)} ago`}, and ${progress ?? 'it goes on'}`,
      details: [
        `the decider has completed ${counted(seen.length, 'decision task')} since`,
        ...(sender?.workflowId ? [`requested by execution ${quoted(sender.workflowId)}`] : []),
        ...(request.origin.kind === 'CHILD_POLICY' ? ['requested by the child policy of its parent'] : []),
      ],
      evidence: [request.eventId, first.completedEventId],
      hint:
        progress === undefined
          ? 'let the decider cancel what is open and then the execution; to end it without the decider, terminate it'
          : undefined,
    },
  ];
}

/** Whether a request has been without an answer for so long that none can be expected. */
function isIgnored(ago: number | undefined): boolean {
  return ago !== undefined && ago >= LOST_AFTER;
}

interface Cancellation {
  /** What is open, and the decider has requested to cancel. */
  readonly open: readonly string[];
  /** Whether the decider has canceled anything. */
  readonly hasBegun: boolean;
}

/** Returns what the decider has canceled since an event. */
function canceledSince({ state }: Situation, eventId: number): Cancellation {
  const activities = state.activityTasks
    .all()
    .filter(({ events }) => events.some(({ name, id }) => name === 'ActivityTaskCancelRequested' && id > eventId));
  const requests = state.externalWorkflowExecutions
    .all()
    .filter(({ signalName, initiatedEventId }) => signalName === undefined && initiatedEventId > eventId);
  const timers = state.timers
    .all()
    .filter(({ events }) => events.some(({ name, id }) => name === 'TimerCanceled' && id > eventId));
  const children = new Set(state.childWorkflowExecutions.open().map(({ workflowId }) => workflowId));
  const open = [
    ...activities.filter((task) => task.open).map(({ activityId }) => activityId),
    ...requests.map(({ workflowId }) => workflowId).filter((workflowId) => children.has(workflowId)),
  ];
  return { open: [...new Set(open)], hasBegun: [...activities, ...requests, ...timers].length > 0 };
}

/** Says how far the decider is with the cancellation; undefined if it does nothing about it. */
function progressText(situation: Situation, eventId: number): string | undefined {
  const { open, hasBegun } = canceledSince(situation, eventId);
  if (open.length > 0) return `the decider is canceling ${listed(open)}`;
  const isDeciding = situation.state.decisionTasks.open().length > 0;
  return hasBegun && isDeciding ? 'the decider has begun to cancel what was open' : undefined;
}

function ofActivities(situation: Situation): readonly Draft[] {
  return situation.state.activityTasks.open().flatMap((task) => {
    const request = task.events.find(({ name }) => name === 'ActivityTaskCancelRequested');
    if (request === undefined || !task.cancelRequested) return [];
    const since = timeOf(request);
    const ago = secondsSince(situation, since);
    const heartbeat = typeof task.heartbeatTimeout === 'number' ? task.heartbeatTimeout : NORMAL_WAIT;
    if (ago === undefined || ago < Math.max(NORMAL_WAIT, heartbeat)) return [];
    return [activityDraft(task, since, ago, request.id)];
  });
}

function activityDraft(task: CompiledActivityTask, since: Date | undefined, ago: number, eventId: number): Draft {
  const { activityId, identity, heartbeatTimeout } = task;
  return {
    // A deadline ends it without its worker.
    severity: isIgnored(ago) && deadlineOf(task) === undefined ? 'blocked' : 'warning',
    certainty: 'fact',
    subject: { type: 'ActivityTask', id: activityId },
    since,
    message: `the cancellation of ${activityId} was requested ${formatDuration(ago)} ago, and it still runs${identity ? ` on ${quoted(identity)}` : ''}`,
    details: [
      'a worker learns of the request from the answer to its next heartbeat',
      ...(heartbeatTimeout === 'NONE' ? ['heartbeat NONE: it may never send one'] : []),
    ],
    evidence: [eventId],
    hint: 'let the activity send heartbeats, and stop when its cancellation is requested',
  };
}
