import type { DueItemRow, DueKind } from '../store/due-items.js';
import { timeOutActivityTask } from './activity-tasks.js';
import { deliverCancelRequest } from './cancel-requests.js';
import { receiveChildPolicy } from './child-policy.js';
import {
  type ChildClose,
  type ChildPolicyApplication,
  type ChildStart,
  receiveChildClose,
  startChild,
} from './children.js';
import { timeOutExecution } from './close.js';
import { timeOutDecisionTask } from './decision-tasks.js';
import type { Execution } from './execution.js';
import type { ExternalMessage } from './external-messages.js';
import { closeLambdaFunction, startLambdaFunction } from './lambda-functions.js';
import { deleteExecution } from './retention.js';
import { deliverSignal, type SignalMessage } from './signals.js';
import { fireTimer } from './timers.js';
import type { Transaction } from './transaction.js';

type DueHandler = (transaction: Transaction, item: DueItemRow) => void;

const HANDLERS: { readonly [Kind in DueKind]: DueHandler } = {
  ActivityTaskTimeout: deadline(({ eventId }, transaction, execution) =>
    timeOutActivityTask(transaction, execution, eventId),
  ),
  CancelRequest: message<ExternalMessage>(deliverCancelRequest),
  ChildClose: message<ChildClose>(receiveChildClose),
  ChildPolicy: message<ChildPolicyApplication>(receiveChildPolicy),
  ChildStart: message<ChildStart>(startChild),
  DecisionTaskTimeout: deadline(({ eventId }, transaction, execution) =>
    timeOutDecisionTask(transaction, execution, eventId),
  ),
  ExecutionTimeout: deadline((_, transaction, execution) => timeOutExecution(transaction, execution)),
  LambdaFunctionStart: deadline(({ eventId }, transaction, execution) =>
    startLambdaFunction(transaction, execution, eventId),
  ),
  LambdaFunctionTimeout: deadline(({ eventId }, transaction, execution) =>
    closeLambdaFunction(transaction, execution, eventId, 'LambdaFunctionTimedOut', { timeoutType: 'START_TO_CLOSE' }),
  ),
  Retention: (transaction, { eventId }) => deleteExecution(transaction, eventId),
  Signal: message<SignalMessage>(deliverSignal),
  Timer: deadline(({ eventId, payload }, transaction, execution) =>
    fireTimer(transaction, execution, payload ?? '', eventId),
  ),
};

/** Lets happen what a due item stands for. The item is gone afterwards. */
export function fireDueItem(transaction: Transaction, item: DueItemRow): void {
  transaction.store.dueItems.removeById(item.id);
  HANDLERS[item.kind](transaction, item);
}

function deadline(pass: (item: DueItemRow, transaction: Transaction, execution: Execution) => void): DueHandler {
  return (transaction, item) => {
    const execution = item.executionId === null ? undefined : transaction.execution(item.executionId);
    if (execution?.open) pass(item, transaction, execution);
  };
}

function message<Message>(receive: (transaction: Transaction, message: Message) => void): DueHandler {
  return (transaction, { payload }) => receive(transaction, JSON.parse(payload ?? '{}') as Message);
}
