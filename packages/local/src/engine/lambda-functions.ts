import type { ScheduleLambdaFunctionFailedCause } from '@aws-sdk/client-swf';
import { AT_ONCE } from '../store/due-items.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import type { EventAttributes } from './event-types.js';
import type { Execution } from './transaction.js';

const DEFAULT_TIMEOUT = '900';
const NO_ROLE = 'No IAM role is attached to the current workflow execution.';

type LambdaFunctionClose = 'LambdaFunctionCompleted' | 'LambdaFunctionFailed' | 'LambdaFunctionTimedOut';

/** Schedules a Lambda function, which a later transaction starts. */
export function scheduleLambdaFunction(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { id, name, input, control, startToCloseTimeout }: DecisionAttributes<'scheduleLambdaFunctionDecisionAttributes'>,
): void {
  const cause = refusal(execution, id);
  if (cause) {
    execution.append('ScheduleLambdaFunctionFailed', { cause, decisionTaskCompletedEventId, id, name });
    return;
  }
  const timeout = startToCloseTimeout ?? DEFAULT_TIMEOUT;
  const scheduledEventId = execution.append('LambdaFunctionScheduled', {
    control,
    decisionTaskCompletedEventId,
    id,
    input,
    name,
    startToCloseTimeout: timeout,
  });
  if (execution.full) return;
  const { row, store } = execution;
  store.lambdaFunctions.insert({
    executionId: row.id,
    scheduledEventId,
    id,
    name,
    input: input ?? null,
    startToCloseTimeout: timeout,
  });
  execution.arm('LambdaFunctionStart', AT_ONCE, scheduledEventId);
  row.openLambdaFunctions += 1;
}

/** Starts a scheduled Lambda function, or fails it if the run has no Lambda role. */
export function startLambdaFunction(execution: Execution, scheduledEventId: number): void {
  const { row, store } = execution;
  const task = store.lambdaFunctions.byEvent(row.id, scheduledEventId);
  if (!task) return;
  if (row.lambdaRole === null) {
    execution.append('StartLambdaFunctionFailed', { cause: 'ASSUME_ROLE_FAILED', message: NO_ROLE, scheduledEventId });
    remove(execution, scheduledEventId);
    return;
  }
  const startedEventId = execution.append('LambdaFunctionStarted', { scheduledEventId });
  if (execution.full) return;
  store.lambdaFunctions.start(row.id, scheduledEventId, startedEventId);
  execution.arm('LambdaFunctionTimeout', execution.dueAfter(task.startToCloseTimeout), scheduledEventId);
  execution.transaction.lambdaCalls.push({
    executionId: row.id,
    scheduledEventId,
    name: task.name,
    input: task.input ?? undefined,
  });
}

/** Closes a started Lambda function with the given event; a no-op if it is closed already. */
export function closeLambdaFunction<Type extends LambdaFunctionClose>(
  execution: Execution,
  scheduledEventId: number,
  type: Type,
  attributes: Omit<EventAttributes<Type>, 'scheduledEventId' | 'startedEventId'>,
): void {
  const task = execution.store.lambdaFunctions.byEvent(execution.row.id, scheduledEventId);
  if (!task || task.startedEventId === null) return;
  execution.append(type, {
    ...attributes,
    scheduledEventId,
    startedEventId: task.startedEventId,
  } as EventAttributes<Type>);
  execution.disarm('LambdaFunctionTimeout', scheduledEventId);
  remove(execution, scheduledEventId);
}

function refusal({ transaction, store, row }: Execution, id: string): ScheduleLambdaFunctionFailedCause | undefined {
  if (store.lambdaFunctions.isOpen(row.id, id)) return 'ID_ALREADY_IN_USE';
  return row.openLambdaFunctions >= transaction.limits.openLambdaFunctions
    ? 'OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED'
    : undefined;
}

function remove({ transaction, store, row }: Execution, scheduledEventId: number): void {
  store.lambdaFunctions.remove(row.id, scheduledEventId);
  transaction.lambdaEnds.push({ executionId: row.id, scheduledEventId });
  row.openLambdaFunctions -= 1;
}
