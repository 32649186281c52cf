import { DecisionBatch, WorkflowExecutionDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import type { Order } from '../orders/order.js';
import { ActivityFailedError, isPerformed } from './is-performed.js';

/** Runs a single activity, and completes the shipment with its result, the tracking code. */
export function decideShipment(history: History): DecisionBatch {
  const state = history.compile();
  const order = state.workflowExecution.parse('input') as Order;
  const batch = new DecisionBatch(history);
  try {
    if (!isPerformed(batch, state, 'hand-to-carrier', order)) return batch;
  } catch (error) {
    if (!(error instanceof ActivityFailedError)) throw error;
    return batch.add(WorkflowExecutionDecision.fail({ reason: error.message }));
  }
  const trackingCode = state.activityTasks.get('hand-to-carrier')?.parse('result');
  return batch.add(WorkflowExecutionDecision.complete({ result: trackingCode }));
}
