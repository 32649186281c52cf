import { Fault } from '../api/fault.js';
import type { Execution, Transaction } from '../engine/transaction.js';
import type { ActivityTaskRow } from '../store/activity-tasks.js';
import { unknownExecution, unknownRun } from './lookup.js';
import { decodeToken, encodeToken, invalidToken, isId } from './token-codec.js';

type TaskKind = 'decision' | 'activity';

interface TaskToken {
  readonly executionId: number;
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly startedEventId: number;
}

/** Returns the token of a started task, valid only in the region of the request. */
export function taskToken(
  { region }: Transaction,
  kind: TaskKind,
  { row }: Execution,
  scheduledEventId: number,
  startedEventId: number,
): string {
  return encodeToken([kind, region, row.id, row.runId, scheduledEventId, startedEventId]);
}

/**
 * Returns the open execution whose started decision task has this token.
 *
 * @throws {@link Fault} if the execution has closed or the task is gone.
 */
export function decisionTaskOf(transaction: Transaction, token: string): Execution {
  const { executionId, runId, scheduledEventId, startedEventId } = read(transaction, token, 'decision');
  const execution = executionOf(transaction, { executionId, runId });
  const { row } = execution;
  if (row.startedEventId !== startedEventId || row.startedScheduledEventId !== scheduledEventId)
    throw new Fault('UnknownResourceFault', `Unknown decision task, scheduledEventId = ${scheduledEventId}`);
  return execution;
}

/**
 * Returns the started activity task that has this token, with its open execution.
 *
 * @throws {@link Fault} if the execution has closed or the task is gone.
 */
export function activityTaskOf(
  transaction: Transaction,
  token: string,
): { execution: Execution; task: ActivityTaskRow } {
  const { executionId, runId, scheduledEventId, startedEventId } = read(transaction, token, 'activity');
  const execution = executionOf(transaction, { executionId, runId });
  const task = transaction.store.activityTasks.byEvent(executionId, scheduledEventId);
  if (task?.startedEventId !== startedEventId)
    throw new Fault('UnknownResourceFault', `Unknown activity, scheduledEventId = ${scheduledEventId}`);
  return { execution, task };
}

/** Returns the result of a lookup; undefined if it throws a fault. */
export function ifOpen<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Reads a token. Checks every part of it, because it may be forged. */
function read(transaction: Transaction, token: string, expected: TaskKind): TaskToken {
  const parts = decodeToken(token);
  const [kind, region, executionId, runId, scheduledEventId, startedEventId]: readonly unknown[] = Array.isArray(parts)
    ? parts
    : [];
  const valid =
    kind === expected &&
    typeof runId === 'string' &&
    isId(executionId) &&
    isId(scheduledEventId) &&
    isId(startedEventId);
  if (!valid) throw invalidToken();
  if (region !== transaction.region) throw unknownRun(runId);
  return { executionId, runId, scheduledEventId, startedEventId };
}

function executionOf(
  transaction: Transaction,
  { executionId, runId }: Pick<TaskToken, 'executionId' | 'runId'>,
): Execution {
  const execution = transaction.execution(executionId);
  // A token from another data file may have the same numbers, but not the same run id.
  if (execution?.row.runId !== runId) throw unknownRun(runId);
  if (!execution.open) throw unknownExecution(execution.row.workflowId, runId);
  return execution;
}
