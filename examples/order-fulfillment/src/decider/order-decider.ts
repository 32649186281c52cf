import { Decider, type DecisionTask } from '@swf/actors';
import type { DecisionBatch } from '@swf/decisions';
import { decideOrder } from './order.js';
import { decideShipment } from './shipment.js';

/** Decides orders and their shipments, which share a task list. */
export class OrderDecider extends Decider {
  override decide({ history }: DecisionTask): DecisionBatch {
    const { workflowType } = history.compile().workflowExecution;
    switch (workflowType?.name) {
      case 'order':
        return decideOrder(history);
      case 'shipment':
        return decideShipment(history);
      default:
        throw new Error(`no decider for workflow type "${workflowType?.name}"`);
    }
  }
}
