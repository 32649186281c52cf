import type { PollForDecisionTaskInput } from '@aws-sdk/client-swf';
import { startDecisionTask } from '../engine/decision-tasks.js';
import type { Execution } from '../engine/execution.js';
import { historyPage } from '../engine/history-page.js';
import { domainOf, unknownRun } from '../engine/lookup.js';
import { pageSize } from '../engine/page.js';
import { invalidToken, pagePosition, pageToken } from '../engine/page-token.js';
import { isId } from '../engine/sealed.js';
import type { Wire } from '../engine/shapes.js';
import { decisionTaskOf, ifOpen, taskToken } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

type Input = Wire<PollForDecisionTaskInput>;

/** What stays the same on all pages of a task, and the event that a page begins at. */
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

/** Hands out the next decision task of a list, or a further page of a task that was handed out; undefined if there is none. */
export function pollForDecisionTask(transaction: Transaction, input: Input): string | undefined {
  const domain = domainOf(transaction, input.domain);
  const position = pagePosition(transaction, OPERATION, input.nextPageToken, isPosition);
  if (position) return page(transaction, domain.id, position, input);
  const task = transaction.store.decisionTasks.next(domain.id, input.taskList.name);
  const execution = task && transaction.execution(task.executionId);
  if (!execution) return undefined;
  startDecisionTask(transaction, execution, input.identity);
  if (execution.full) return undefined;
  return page(transaction, domain.id, firstPosition(execution, input), input);
}

/** Hands out again a task that was started and did not reach its decider; undefined if it is gone. */
export function resumeDecisionTask(transaction: Transaction, token: string, input: Input): string | undefined {
  const execution = ifOpen(() => decisionTaskOf(transaction, token));
  return execution && page(transaction, execution.row.domainId, firstPosition(execution, input), input);
}

function firstPosition({ row }: Execution, input: Input): Position {
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

function page(transaction: Transaction, domainId: number, position: Position, input: Input): string {
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
