import type { ScheduleLambdaFunctionFailedCause } from '@aws-sdk/client-swf';
import type { DecisionAttributes, DecisionContext } from './decision.js';

const DEFAULT_TIMEOUT = '900';

/** Schedules a Lambda task. Its function is called in a later transaction. */
export function scheduleLambdaFunction(
  context: DecisionContext,
  { id, name, input, control, startToCloseTimeout }: DecisionAttributes<'scheduleLambdaFunctionDecisionAttributes'>,
): void {
  const { transaction, execution, decisionTaskCompletedEventId } = context;
  const cause = refusal(context, id);
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
  const { row } = execution;
  transaction.store.lambdaFunctions.insert({
    executionId: row.id,
    scheduledEventId,
    id,
    name,
    input: input ?? null,
    startToCloseTimeout: timeout,
  });
  transaction.store.dueItems.insert(execution.time, 'LambdaFunctionStart', row.id, scheduledEventId);
  row.openLambdaFunctions += 1;
}

function refusal(
  { transaction, execution: { row } }: DecisionContext,
  id: string,
): ScheduleLambdaFunctionFailedCause | undefined {
  if (transaction.store.lambdaFunctions.isOpen(row.id, id)) return 'ID_ALREADY_IN_USE';
  return row.openLambdaFunctions >= transaction.limits.openLambdaFunctions
    ? 'OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED'
    : undefined;
}
