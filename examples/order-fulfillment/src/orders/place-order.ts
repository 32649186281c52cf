import { setTimeout as delay } from 'node:timers/promises';
import { type History, HistoryQuerySet } from '@swf/history';
import type { Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { needsApproval, type Order } from './order.js';
import type { BookedOrder } from './order-book.js';

const TIME_TO_REACT_IN_MILLISECONDS = 1500;
const MAX_WAIT_TIME_IN_SECONDS = 240;

/** An order whose execution has closed. */
export interface ClosedOrder extends BookedOrder {
  readonly execution: WorkflowExecution;
  readonly history: History;
}

/** Places an order, plays the people around it, and waits until its execution has closed. */
export async function placeOrder(
  domain: Domain,
  orderType: WorkflowType,
  booked: BookedOrder,
  signal: AbortSignal,
): Promise<ClosedOrder> {
  const { order, isCanceled } = booked;
  const execution = await orderType.startExecution({
    workflowId: order.id,
    input: order,
    tagList: [order.sku],
    signal,
  });
  await react(execution, order, isCanceled, signal);
  const closed = await execution.waitUntilClosed({ maxWaitTime: MAX_WAIT_TIME_IN_SECONDS, signal });
  return { ...booked, execution: closed, history: await new HistoryQuerySet(domain).get(closed, { signal }) };
}

/** Plays the people around an order: the customer cancels it, or somebody approves it. */
async function react(
  execution: WorkflowExecution,
  order: Order,
  isCanceled: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (!isCanceled && !needsApproval(order)) return;
  await delay(TIME_TO_REACT_IN_MILLISECONDS, undefined, { signal });
  if (isCanceled) await execution.requestCancel({ signal });
  else await execution.signal('approve', { by: 'the example' }, { signal });
}
