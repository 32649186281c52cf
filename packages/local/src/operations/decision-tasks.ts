import type {
  CountPendingDecisionTasksInput,
  PollForDecisionTaskInput,
  RespondDecisionTaskCompletedInput,
} from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import { decide } from '../engine/decide.js';
import { completeDecisionTask, startDecisionTask } from '../engine/decision-tasks.js';
import type { Execution, Transaction } from '../engine/transaction.js';
import { historyPage } from './history-page.js';
import { domainOf, unknownRun } from './lookup.js';
import { pagePosition, pageSize, pageToken } from './paging.js';
import { decisionTaskOf, ifOpen, taskToken } from './task-token.js';
import { invalidToken, isId } from './token-codec.js';

type PollInput = Wire<PollForDecisionTaskInput>;

/** What the pages of a task have in common, and where one of them begins. */
interface Position {
  readonly executionId: number;
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly startedEventId: number;
  readonly previousStartedEventId: number;
  readonly first: number;
  readonly from?: number | undefined;
  readonly reverse: boolean;
}

const OPERATION = 'PollForDecisionTask';

/**
 * Hands out the next decision task of a list, or another page of one; undefined if there is none.
 */
export function pollForDecisionTask(transaction: Transaction, input: PollInput): string | undefined {
  const domain = domainOf(transaction, input.domain);
  const position = pagePosition(transaction, OPERATION, input.nextPageToken, isPosition);
  if (position) return page(transaction, domain.id, position, input);
  const task = transaction.store.decisionTasks.next(domain.id, input.taskList.name);
  const execution = task && transaction.execution(task.executionId);
  if (!execution) return undefined;
  startDecisionTask(execution, input.identity);
  if (execution.full) return undefined;
  return page(transaction, domain.id, firstPosition(execution, input), input);
}

/** Hands out a started task that did not reach its decider again; undefined if it is gone. */
export function resumeDecisionTask(transaction: Transaction, token: string, input: PollInput): string | undefined {
  const execution = ifOpen(() => decisionTaskOf(transaction, token));
  return execution && page(transaction, execution.row.domainId, firstPosition(execution, input), input);
}

export function respondDecisionTaskCompleted(
  transaction: Transaction,
  input: Wire<RespondDecisionTaskCompletedInput>,
): string {
  const execution = decisionTaskOf(transaction, input.taskToken);
  const unhandled = execution.row.pendingTaskId !== null;
  const decisionTaskCompletedEventId = completeDecisionTask(execution, input);
  const context = { execution, decisionTaskCompletedEventId, unhandled };
  for (const decision of input.decisions ?? []) decide(context, decision);
  return '';
}

export function countPendingDecisionTasks(
  transaction: Transaction,
  input: Wire<CountPendingDecisionTasksInput>,
): string {
  const { id } = domainOf(transaction, input.domain);
  const count = transaction.store.decisionTasks.countPending(id, input.taskList.name);
  return JSON.stringify({ count, truncated: false });
}

function firstPosition({ row }: Execution, input: PollInput): Position {
  const { previousStartedEventId } = row;
  return {
    executionId: row.id,
    runId: row.runId,
    scheduledEventId: row.startedScheduledEventId ?? 0,
    startedEventId: row.startedEventId ?? 0,
    previousStartedEventId,
    first: input.startAtPreviousStartedEvent ? Math.max(previousStartedEventId, 1) : 1,
    reverse: input.reverseOrder ?? false,
  };
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  const { runId, reverse, first, from, ...ids } = value as Partial<Position>;
  return (
    typeof runId === 'string' &&
    typeof reverse === 'boolean' &&
    isId(first) &&
    first > 0 &&
    (from === undefined || isId(from)) &&
    [ids.executionId, ids.scheduledEventId, ids.startedEventId, ids.previousStartedEventId].every(isId)
  );
}

function page(transaction: Transaction, domainId: number, position: Position, input: PollInput): string {
  const { executionId, runId, scheduledEventId, startedEventId, previousStartedEventId } = position;
  const execution = transaction.execution(executionId);
  if (execution?.row.runId !== runId || execution.row.domainId !== domainId) throw unknownRun(runId);
  if (startedEventId > execution.row.lastEventId) throw invalidToken();
  const { events, next } = historyPage(transaction, {
    ...position,
    last: startedEventId,
    size: pageSize(input.maximumPageSize),
  });
  const rest = JSON.stringify({
    nextPageToken: next === undefined ? undefined : pageToken(transaction, OPERATION, { ...position, from: next }),
    previousStartedEventId,
    startedEventId,
    taskToken: taskToken(transaction, 'decision', execution, scheduledEventId, startedEventId),
    workflowExecution: execution.reference,
    workflowType: execution.type,
  });
  return `{"events":${events},${rest.slice(1)}`;
}
