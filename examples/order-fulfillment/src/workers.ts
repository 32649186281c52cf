import { setTimeout as delay } from 'node:timers/promises';
import { type ActivityContext, ActivityWorker } from '@swf/actors';
import type { Domain } from '@swf/models';
import type { Order } from './orders/order.js';
import { PAYMENTS, WAREHOUSE } from './registration.js';

/** The input of every activity. */
interface ActivityInput {
  readonly order: Order;
  /** From 1. */
  readonly attempt: number;
}

/** Creates the warehouse worker. Its activities take a while, and stop when their signal fires. */
export function warehouseWorker(domain: Domain): ActivityWorker {
  return new ActivityWorker(domain, WAREHOUSE, {
    activities: {
      'reserve-stock': ({ order }: ActivityInput, { signal }: ActivityContext) =>
        delay(120, { sku: order.sku, quantity: order.quantity }, { signal }),
      'release-stock': ({ order }: ActivityInput, { signal }: ActivityContext) =>
        delay(80, { sku: order.sku, quantity: order.quantity }, { signal }),
      'print-label': ({ order }: ActivityInput, { signal }: ActivityContext) =>
        delay(200, { label: `${order.id}.pdf` }, { signal }),
      'hand-to-carrier': ({ order }: ActivityInput, { signal }: ActivityContext) =>
        delay(250, `TRACK-${order.id}`, { signal }),
    },
  });
}

/** Creates the payments worker. The card network drops the first attempt of an unreliable card. */
export function paymentsWorker(domain: Domain): ActivityWorker {
  return new ActivityWorker(domain, PAYMENTS, {
    activities: {
      'charge-card': async ({ order, attempt }: ActivityInput, { signal }: ActivityContext) => {
        await delay(300, undefined, { signal });
        if (order.unreliableCard && attempt === 1) throw new Error('the card network did not answer');
        return { charged: order.amount };
      },
      'refund-card': ({ order }: ActivityInput, { signal }: ActivityContext) =>
        delay(150, { refunded: order.amount }, { signal }),
    },
  });
}
