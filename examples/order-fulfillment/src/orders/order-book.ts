import { needsApproval, type Order } from './order.js';

/** An order, and whether its customer cancels it. */
export interface BookedOrder {
  readonly order: Order;
  /** The customer cancels it while it waits for approval. */
  readonly isCanceled: boolean;
}

const SKUS = ['anvil', 'bicycle', 'camera', 'desk', 'easel'] as const;

/**
 * Creates twenty orders: four need approval, one of these is canceled, and one has an unreliable
 * card.
 */
export function bookOrders(prefix: string): readonly BookedOrder[] {
  return Array.from({ length: 20 }, (_, index) => {
    const number = index + 1;
    const order = {
      id: `${prefix}-${String(number).padStart(2, '0')}`,
      sku: SKUS[index % SKUS.length] ?? SKUS[0],
      quantity: (index % 3) + 1,
      amount: number % 5 === 0 ? 450 + 10 * number : 20 + 15 * number,
      unreliableCard: number === 7,
    };
    return { order, isCanceled: number === 15 && needsApproval(order) };
  });
}
