import { needsApproval } from './order.js';
import type { ClosedOrder } from './place-order.js';

/** Lists how an order deviates from what this example expects. */
export function unexpected({ order, isCanceled, execution, history }: ClosedOrder): readonly string[] {
  const state = history.compile();
  const statesOf = (activityId: string) => state.activityTasks.attempts(activityId).map((task) => task.state);
  const expectations: readonly (readonly [string, unknown, unknown])[] = isCanceled
    ? [
        ['close status', execution.closeStatus, 'CANCELED'],
        ['attempts to release the stock', statesOf('release-stock'), ['completed']],
        ['attempts to charge the card', statesOf('charge-card'), []],
      ]
    : [
        ['close status', execution.closeStatus, 'COMPLETED'],
        [
          'attempts to charge the card',
          statesOf('charge-card'),
          order.unreliableCard ? ['failed', 'completed'] : ['completed'],
        ],
        ['approval', state.signals.has('approve'), needsApproval(order)],
        ['packing', state.timers.get('packing')?.state, 'fired'],
        ['shipment', state.childWorkflowExecutions.get(`${order.id}-shipment`)?.state, 'completed'],
      ];
  return expectations
    .filter(([, actual, expected]) => JSON.stringify(actual) !== JSON.stringify(expected))
    .map(
      ([what, actual, expected]) =>
        `${order.id}: ${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
    );
}
