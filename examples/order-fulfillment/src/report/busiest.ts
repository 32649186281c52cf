import type { ClosedOrder } from '../orders/place-order.js';

/** Picks the order with the longest history to draw. */
export function busiest(orders: readonly ClosedOrder[]): ClosedOrder {
  return orders.reduce((one, other) => (other.history.length > one.history.length ? other : one));
}
