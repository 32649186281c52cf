import type { Decision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import type { TraceContext } from '../telemetry/envelope.js';

/** What a run can call for; a decision of SWF each. */
export type CommandKind =
  | 'activity'
  | 'activity cancel request'
  | 'timer'
  | 'timer cancel'
  | 'marker'
  | 'child'
  | 'signal'
  | 'cancel request'
  | 'lambda'
  | 'close';

const SILENT: ReadonlySet<CommandKind> = new Set(['marker', 'timer cancel', 'activity cancel request']);

/** Whether SWF carries out such a decision without another task, unless it refuses it. */
export function isSilent(kind: CommandKind): boolean {
  return SILENT.has(kind);
}

/** A call of a run that the history does not show yet. */
export interface Command {
  readonly kind: CommandKind;
  /** Its id in the history: an activity id, a timer id, a marker's name, ... */
  readonly id: string;
  /** The name of its type, for kinds that have one. */
  readonly typeName?: string | undefined;
  /** How messages call it: `activity charge-card-1 (charge-card@1.0)`. */
  readonly what: string;
  /** Where in the program it was called, for messages. */
  readonly at?: string | undefined;
  /** The decision that asks SWF for it, in a trace context if it has an input. */
  decision(context?: TraceContext): Decision;
  /** The history shows what the decision became. */
  matched(event: AnyEvent): void;
}

/** What an event of a decision says of the command that it came from. */
export interface Made {
  readonly kind: CommandKind;
  readonly id: string;
  readonly typeName?: string | undefined;
  /** Its type, for messages: `ship@1.0`. */
  readonly what?: string | undefined;
}

// A signal or cancel request has no id of its own: it carries its command's id in `control`.
const CONTROL_PREFIX = 'flow:';

/** The `control` of a signal or cancel request that a run sends. */
export function controlOf(id: string): string {
  return CONTROL_PREFIX + id;
}

/** The command that an event of a decision came from; undefined if no run makes such decisions. */
export function madeBy(event: AnyEvent): Made | undefined {
  switch (event.name) {
    case 'ActivityTaskScheduled':
    case 'ScheduleActivityTaskFailed':
      return made('activity', event.attributes.activityId, event.attributes.activityType);
    case 'ActivityTaskCancelRequested':
    case 'RequestCancelActivityTaskFailed':
      return made('activity cancel request', event.attributes.activityId);
    case 'TimerStarted':
    case 'StartTimerFailed':
      return made('timer', event.attributes.timerId);
    case 'TimerCanceled':
    case 'CancelTimerFailed':
      return made('timer cancel', event.attributes.timerId);
    case 'MarkerRecorded':
    case 'RecordMarkerFailed':
      return made('marker', event.attributes.markerName);
    case 'StartChildWorkflowExecutionInitiated':
    case 'StartChildWorkflowExecutionFailed':
      return made('child', event.attributes.workflowId, event.attributes.workflowType);
    case 'SignalExternalWorkflowExecutionInitiated':
    case 'SignalExternalWorkflowExecutionFailed':
      return made('signal', idOf(event.attributes.control));
    case 'RequestCancelExternalWorkflowExecutionInitiated':
    case 'RequestCancelExternalWorkflowExecutionFailed':
      return made('cancel request', idOf(event.attributes.control));
    case 'LambdaFunctionScheduled':
    case 'ScheduleLambdaFunctionFailed':
      return made('lambda', event.attributes.id, { name: event.attributes.name });
    case 'WorkflowExecutionCompleted':
    case 'WorkflowExecutionFailed':
    case 'WorkflowExecutionCanceled':
    case 'WorkflowExecutionContinuedAsNew':
    case 'CompleteWorkflowExecutionFailed':
    case 'FailWorkflowExecutionFailed':
    case 'CancelWorkflowExecutionFailed':
    case 'ContinueAsNewWorkflowExecutionFailed':
      return made('close', '');
    default:
      return undefined;
  }
}

/**
 * The event that an input is about: the one that began its call, or itself if it refuses a
 * decision.
 */
export function originOf(event: AnyEvent): number {
  const { scheduledEventId, initiatedEventId, startedEventId } = event.attributes as {
    readonly scheduledEventId?: number;
    readonly initiatedEventId?: number;
    readonly startedEventId?: number;
  };
  if (event.name === 'TimerFired') return startedEventId ?? 0;
  return scheduledEventId || initiatedEventId || event.id;
}

function made(
  kind: CommandKind,
  id: string | undefined,
  type?: { readonly name?: string | undefined; readonly version?: string | undefined },
): Made {
  const what = type?.version === undefined ? type?.name : `${type.name}@${type.version}`;
  return { kind, id: id ?? '', typeName: type?.name, what };
}

function idOf(control: string | undefined): string {
  return control?.startsWith(CONTROL_PREFIX) ? control.slice(CONTROL_PREFIX.length) : '';
}
