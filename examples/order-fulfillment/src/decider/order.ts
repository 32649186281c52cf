import {
  ChildWorkflowExecutionDecision,
  DecisionBatch,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import type { CompiledHistory, History } from '@swf/history';
import { isOrder, needsApproval, type Order, SAMPLE } from '../orders/order.js';
import { VERSION } from '../registration.js';
import { ActivityFailedError, isPerformed } from './is-performed.js';

const PACKING_TIME_IN_SECONDS = 1;

/** Decides the next steps of an order from its history alone. */
export function decideOrder(history: History): DecisionBatch {
  const state = history.compile();
  const order = state.workflowExecution.parse('input');
  const batch = new DecisionBatch(history);
  if (!isOrder(order)) {
    const details = `give one like ${JSON.stringify(SAMPLE)}`;
    return batch.add(WorkflowExecutionDecision.fail({ reason: 'the input is not an order', details }));
  }
  try {
    return state.workflowExecution.cancelRequested && !isShipping(state, order)
      ? cancel(batch, state, order)
      : fulfill(batch, state, order);
  } catch (error) {
    if (!(error instanceof ActivityFailedError)) throw error;
    return batch.add(WorkflowExecutionDecision.fail({ reason: error.message }));
  }
}

/** Reserves the stock, waits for an approval if necessary, charges and prints, packs, and ships. */
function fulfill(batch: DecisionBatch, state: CompiledHistory, order: Order): DecisionBatch {
  if (!isPerformed(batch, state, 'reserve-stock', order)) return batch;
  if (needsApproval(order) && !state.signals.has('approve')) return batch;
  const isCharged = isPerformed(batch, state, 'charge-card', order);
  const isPrinted = isPerformed(batch, state, 'print-label', order);
  if (!isCharged || !isPrinted) return batch;
  const packing = state.timers.get('packing');
  if (!packing) {
    return batch.add(TimerDecision.start({ timerId: 'packing', startToFireTimeout: PACKING_TIME_IN_SECONDS }));
  }
  if (packing.open) return batch;
  const shipment = state.childWorkflowExecutions.get(shipmentId(order));
  if (!shipment) {
    return batch.add(
      ChildWorkflowExecutionDecision.start({
        workflowId: shipmentId(order),
        workflowType: { name: 'shipment', version: VERSION },
        input: order,
      }),
    );
  }
  if (shipment.open) return batch;
  return batch.add(
    shipment.state === 'completed'
      ? WorkflowExecutionDecision.complete({ result: { trackingCode: shipment.parse('result') } })
      : WorkflowExecutionDecision.fail({ reason: `the shipment ${shipment.state}`, details: shipment.details }),
  );
}

/** Undoes what was done, as soon as nothing is running. */
function cancel(batch: DecisionBatch, state: CompiledHistory, order: Order): DecisionBatch {
  for (const { timerId } of state.timers.open()) batch.add(TimerDecision.cancel({ timerId }));
  const isUndone = [
    state.activityTasks.get('reserve-stock')?.state !== 'completed' ||
      isPerformed(batch, state, 'release-stock', order),
    state.activityTasks.get('charge-card')?.state !== 'completed' || isPerformed(batch, state, 'refund-card', order),
  ].every(Boolean);
  if (!isUndone || state.activityTasks.open().length > 0) return batch;
  return batch.add(WorkflowExecutionDecision.cancel({ details: 'canceled by the customer' }));
}

function isShipping(state: CompiledHistory, order: Order): boolean {
  return state.childWorkflowExecutions.has(shipmentId(order));
}

function shipmentId(order: Order): string {
  return `${order.id}-shipment`;
}
