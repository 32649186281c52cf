import type { ClosedOrder } from '../orders/place-order.js';

/** The order with the most to see: the one that is drawn. */
export function busiest(orders: readonly ClosedOrder[]): ClosedOrder {
  return orders.reduce((one, other) => (other.history.length > one.history.length ? other : one));
}
