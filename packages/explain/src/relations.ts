import type { CompiledHistory, History } from '@swf/history';
import { checkHistory } from './check-history.js';

/** A run that is related to the one of a history. */
export interface RelatedExecution {
  readonly workflowId: string;
  /** Undefined if the history does not say it. */
  readonly runId: string | undefined;
}

/** A child of a run: each attempt to start one. */
export interface ChildRelation extends RelatedExecution {
  readonly workflowType: { readonly name: string; readonly version: string } | undefined;
  /** For example `started`, `completed` or `start_failed`. */
  readonly state: string;
  readonly open: boolean;
  /** The id of its Initiated event; 0 if SWF refused it at once. */
  readonly initiatedEventId: number;
}

/** A signal or cancel request that a run sent or received. */
export interface MessageRelation extends RelatedExecution {
  /** The signal's name; undefined for a cancel request. */
  readonly signalName: string | undefined;
  /** The state of one that was sent; `received` otherwise. */
  readonly state: string;
  readonly eventId: number;
}

/** The relatives of the run of a history. */
export interface Relations {
  /** The parent; undefined if it is not a child. */
  readonly parent: RelatedExecution | undefined;
  /** The id of the Initiated event in the parent's history; 0 without a parent. */
  readonly parentInitiatedEventId: number;
  /** The id of the run that continued as this one. */
  readonly continuedExecutionRunId: string | undefined;
  /** The id of the run that this one continued as. */
  readonly newExecutionRunId: string | undefined;
  readonly children: readonly ChildRelation[];
  readonly sent: readonly MessageRelation[];
  /** Those from other executions only. */
  readonly received: readonly MessageRelation[];
}

/**
 * Returns the parent, the children and the other runs that a history names.
 *
 * Of a damaged history, those up to the damage.
 *
 * @throws `InvalidArgumentError` if it is not a history.
 */
export function relations(history: History): Relations {
  const state = checkHistory(history).validPrefix.compile();
  const { parent, parentInitiatedEventId, continuedExecutionRunId, newExecutionRunId } = state.workflowExecution;
  return {
    parent: parent?.workflowId === undefined ? undefined : { workflowId: parent.workflowId, runId: parent.runId },
    parentInitiatedEventId,
    continuedExecutionRunId,
    newExecutionRunId,
    children: childrenOf(state),
    sent: state.externalWorkflowExecutions
      .all()
      .map(({ workflowId, runId, signalName, state: sent, initiatedEventId: eventId }) => ({
        workflowId,
        runId,
        signalName,
        state: sent,
        eventId,
      })),
    received: receivedBy(state),
  };
}

function childrenOf({ childWorkflowExecutions }: CompiledHistory): readonly ChildRelation[] {
  return childWorkflowExecutions
    .all()
    .map(({ workflowId, runId, workflowType: type, state, open, initiatedEventId }) => ({
      workflowId,
      runId,
      workflowType:
        type?.name === undefined || type.version === undefined ? undefined : { name: type.name, version: type.version },
      state,
      open,
      initiatedEventId,
    }));
}

function receivedBy({ signals, workflowExecution }: CompiledHistory): readonly MessageRelation[] {
  const messages = [
    ...signals.all().map(({ signalName, signaledEventId: eventId, origin }) => ({ signalName, eventId, origin })),
    ...workflowExecution.cancelRequests.map(({ eventId, origin }) => ({ signalName: undefined, eventId, origin })),
  ];
  return messages
    .sort((one, other) => one.eventId - other.eventId)
    .flatMap(({ signalName, eventId, origin: { workflowExecution: sender } }) =>
      sender?.workflowId === undefined
        ? []
        : [{ workflowId: sender.workflowId, runId: sender.runId, signalName, state: 'received', eventId }],
    );
}
