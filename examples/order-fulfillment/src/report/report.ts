import { formatDuration, timeline, toText } from '@swf/history/timeline';
import { needsApproval } from '../orders/order.js';
import type { ClosedOrder } from '../orders/place-order.js';
import { busiest } from './busiest.js';
import { table } from './table.js';

/** Formats the orders as a table, and the busiest one as a timeline. */
export function report(orders: readonly ClosedOrder[], columns: number): string {
  const rows = orders.map(({ order, execution, history }) => [
    order.id,
    `${order.quantity} × ${order.sku}`,
    `${order.amount} €`,
    execution.closeStatus ?? '',
    formatDuration(secondsOf(execution)),
    notes(order, history),
  ]);
  const headings = ['order', 'goods', 'amount', 'close status', 'duration', ''];
  const { order, history } = busiest(orders);
  const spans = timeline(history).filter(({ entity }) => entity !== 'DecisionTask' && entity !== 'Marker');
  return `${table(headings, rows)}\n\nThe timeline of ${order.id}:\n\n${toText(spans, { columns: Math.max(40, columns) })}`;
}

function secondsOf({ startTimestamp, closeTimestamp }: ClosedOrder['execution']): number {
  return ((closeTimestamp?.getTime() ?? 0) - (startTimestamp?.getTime() ?? 0)) / 1000;
}

function notes(order: ClosedOrder['order'], history: ClosedOrder['history']): string {
  const { activityTasks, workflowExecution } = history.compile();
  return [
    needsApproval(order) && !workflowExecution.cancelRequested && 'approved',
    activityTasks.attempts('charge-card').length > 1 && 'charged at the second attempt',
    activityTasks.has('release-stock') && 'stock released',
  ]
    .filter(Boolean)
    .join(', ');
}
