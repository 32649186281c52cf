import { needsApproval } from '../orders/order.js';
import type { ClosedOrder } from '../orders/place-order.js';
import { busiest } from './busiest.js';
import { formatDuration, table } from './table.js';
import { timelineChart } from './timeline-chart.js';

/** Formats the orders as a table, and the busiest one as a timeline. */
export function report(orders: readonly ClosedOrder[], columns: number): string {
  const rows = orders.map(({ order, execution, history }) => [
    order.id,
    `${order.quantity} × ${order.sku}`,
    `${order.amount} €`,
    execution.closeStatus ?? '',
    formatDuration(durationOf(execution)),
    notes(order, history),
  ]);
  const headings = ['order', 'goods', 'amount', 'close status', 'duration', ''];
  const { order, history } = busiest(orders);
  return `${table(headings, rows)}\n\nThe timeline of ${order.id}:\n\n${timelineChart(history, columns)}`;
}

function durationOf({ startTimestamp, closeTimestamp }: ClosedOrder['execution']): number {
  return (closeTimestamp?.getTime() ?? 0) - (startTimestamp?.getTime() ?? 0);
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
