import type { DueItemRow, DueKind } from '../store/due-items.js';
import { timeOutActivityTask } from './activity-tasks.js';
import { receiveChildPolicy } from './child-policy.js';
import {
  type ChildClose,
  type ChildPolicyApplication,
  type ChildStart,
  receiveChildClose,
  startChild,
} from './children.js';
import { timeOutExecution } from './close.js';
import { deleteExecution } from './commit.js';
import { timeOutDecisionTask } from './decision-tasks.js';
import { closeLambdaFunction, startLambdaFunction } from './lambda-functions.js';
import { deliverMessage, type ExternalMessage } from './messages.js';
import { fireTimer } from './timers.js';
import type { Execution, Transaction } from './transaction.js';

type DueHandler = (transaction: Transaction, item: DueItemRow) => void;

const HANDLERS: { readonly [Kind in DueKind]: DueHandler } = {
  ActivityTaskTimeout: deadline((execution, { eventId }) => timeOutActivityTask(execution, eventId)),
  CancelRequest: message<ExternalMessage>(deliverMessage),
  ChildClose: message<ChildClose>(receiveChildClose),
  ChildPolicy: message<ChildPolicyApplication>(receiveChildPolicy),
  ChildStart: message<ChildStart>(startChild),
  DecisionTaskTimeout: deadline((execution, { eventId }) => timeOutDecisionTask(execution, eventId)),
  ExecutionTimeout: deadline(timeOutExecution),
  LambdaFunctionStart: deadline((execution, { eventId }) => startLambdaFunction(execution, eventId)),
  LambdaFunctionTimeout: deadline((execution, { eventId }) =>
    closeLambdaFunction(execution, eventId, 'LambdaFunctionTimedOut', { timeoutType: 'START_TO_CLOSE' }),
  ),
  Retention: (transaction, { eventId }) => deleteExecution(transaction, eventId),
  Signal: message<ExternalMessage>(deliverMessage),
  Timer: deadline((execution, { eventId, payload }) => fireTimer(execution, payload ?? '', eventId)),
};

/** Handles and removes a due item. */
export function fireDueItem(transaction: Transaction, item: DueItemRow): void {
  transaction.store.dueItems.remove(item.kind, item.executionId, item.eventId);
  HANDLERS[item.kind](transaction, item);
}

function deadline(expire: (execution: Execution, item: DueItemRow) => void): DueHandler {
  return (transaction, item) => {
    const execution = transaction.execution(item.executionId);
    if (!execution?.open) return;
    execution.elapse(item);
    expire(execution, item);
  };
}

function message<Message>(receive: (transaction: Transaction, message: Message) => void): DueHandler {
  return (transaction, { payload }) => receive(transaction, JSON.parse(payload ?? '{}') as Message);
}
