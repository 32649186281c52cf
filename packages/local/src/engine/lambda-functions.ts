import type { Execution } from './execution.js';
import { dueAfter } from './fields.js';
import type { EventAttributes } from './shapes.js';
import type { Transaction } from './transaction.js';

const NO_ROLE = 'No IAM role is attached to the current workflow execution.';

type LambdaFunctionClose = 'LambdaFunctionCompleted' | 'LambdaFunctionFailed' | 'LambdaFunctionTimedOut';

/** Starts a scheduled Lambda task: whoever invokes functions is told, unless the execution has no role to invoke them with. */
export function startLambdaFunction(transaction: Transaction, execution: Execution, scheduledEventId: number): void {
  const { store } = transaction;
  const task = store.lambdaFunctions.byEvent(execution.row.id, scheduledEventId);
  if (!task) return;
  if (execution.row.lambdaRole === null) {
    execution.append('StartLambdaFunctionFailed', { cause: 'ASSUME_ROLE_FAILED', message: NO_ROLE, scheduledEventId });
    store.lambdaFunctions.remove(execution.row.id, scheduledEventId);
    execution.row.openLambdaFunctions -= 1;
    return;
  }
  const startedEventId = execution.append('LambdaFunctionStarted', { scheduledEventId });
  if (execution.full) return;
  store.lambdaFunctions.start(execution.row.id, scheduledEventId, startedEventId);
  const due = dueAfter(execution.now, task.startToCloseTimeout);
  if (due !== null) store.dueItems.insert(due, 'LambdaFunctionTimeout', execution.row.id, scheduledEventId);
  transaction.lambdaCalls.push({
    executionId: execution.row.id,
    scheduledEventId,
    name: task.name,
    input: task.input ?? undefined,
  });
}

/** Ends a started Lambda task with its closing event; nothing happens if it has ended already. */
export function closeLambdaFunction<Type extends LambdaFunctionClose>(
  transaction: Transaction,
  execution: Execution,
  scheduledEventId: number,
  type: Type,
  attributes: Omit<EventAttributes<Type>, 'scheduledEventId' | 'startedEventId'>,
): void {
  const task = transaction.store.lambdaFunctions.byEvent(execution.row.id, scheduledEventId);
  if (!task || task.startedEventId === null) return;
  execution.append(type, {
    ...attributes,
    scheduledEventId,
    startedEventId: task.startedEventId,
  } as EventAttributes<Type>);
  execution.row.openLambdaFunctions -= 1;
  transaction.store.lambdaFunctions.remove(execution.row.id, scheduledEventId);
  transaction.store.dueItems.remove('LambdaFunctionTimeout', execution.row.id, scheduledEventId);
}
