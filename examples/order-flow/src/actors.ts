import { FlowDecider, flowWorker, implement } from '@swf/flow';
import type { Domain } from '@swf/models';
import { charge, handOver, order, refund, release, reserve, shipment } from './order.flow.js';

/** The decider and the workers of the shop; `note` hears what the activities do. */
export function openShop(domain: Domain, note: (text: string) => void) {
  let attempts = 0;
  return [
    new FlowDecider(domain, 'orders', { workflows: [order, shipment] }),
    flowWorker(domain, 'warehouse', [
      implement(reserve, async ({ id, sku }) => {
        note(`${id}: reserved ${sku}`);
        return { reservation: `reservation-${id}` };
      }),
      implement(release, async ({ reservation }) => note(`released ${reservation}`)),
      implement(handOver, async ({ id }) => {
        note(`${id}: handed to the carrier`);
        return { tracking: `track-${id}` };
      }),
    ]),
    flowWorker(domain, 'payments', [
      implement(charge, async ({ id, amount }) => {
        attempts += 1;
        if (attempts === 1) throw new Error('the card network did not answer');
        note(`${id}: charged ${amount} €`);
        return { receipt: `receipt-${id}` };
      }),
      implement(refund, async ({ receipt }) => note(`refunded ${receipt}`)),
    ]),
  ];
}
