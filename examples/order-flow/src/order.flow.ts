import { activity, human, publish, race, saga, signal, sleep, workflow } from '@swf/flow';

export interface Order {
  readonly id: string;
  readonly sku: string;
  readonly amount: number;
}

/** Whether a person lets an expensive order through. */
interface Verdict {
  readonly approved: boolean;
  readonly by: string;
}

const WAREHOUSE = { taskList: 'warehouse', startToCloseTimeout: 30 } as const;
const PAYMENTS = { taskList: 'payments', startToCloseTimeout: 30 } as const;
const TWO_DAYS = 2 * 86_400;
const EXPENSIVE = 500;

export const reserve = activity<Order, { reservation: string }>('reserve-stock', '1.0', WAREHOUSE);
export const release = activity<{ reservation: string }>('release-stock', '1.0', WAREHOUSE);
export const handOver = activity<Order, { tracking: string }>('hand-to-carrier', '1.0', WAREHOUSE);
export const charge = activity<Order, { receipt: string }>('charge-card', '1.0', {
  ...PAYMENTS,
  retry: { maximumAttempts: 3, initialInterval: 5 },
});
export const refund = activity<{ receipt: string }>('refund-card', '1.0', PAYMENTS);

/** The customer does not want it any more. */
export const recall = signal('recall');
const approval = human<Verdict>('approval');

/** One shipment, a child of its order. */
export const shipment = workflow('shipment', '1.0', { taskList: 'orders' }, async (order: Order) => {
  // Parcels leave once a day; until then the customer may recall the order.
  const isRecalled = await race(
    async () => {
      await recall.next();
      return true;
    },
    async () => {
      await sleep(86_400);
      return false;
    },
  );
  if (isRecalled) throw new Error(`order ${order.id} was recalled`);
  return handOver(order);
});

/** One order: what is done of it is undone if a later step fails. */
export const order = workflow('order', '1.0', { taskList: 'orders' }, (order: Order) =>
  saga(async (undo) => {
    let step = 'reserving';
    publish(() => ({ step }));
    const { reservation } = await reserve(order);
    undo(() => release({ reservation }));

    if (order.amount >= EXPENSIVE) {
      step = 'waiting for approval';
      const { approved, by } = await approval.ask({ amount: order.amount }, { timeout: TWO_DAYS });
      if (!approved) throw new Error(`${by} refused order ${order.id}`);
    }

    step = 'charging';
    const { receipt } = await charge(order);
    undo(() => refund({ receipt }));

    step = 'shipping';
    const parcel = await shipment.startChild(order);
    recall.on(() => parcel.signal(recall));
    const { tracking } = await parcel.result();
    return { receipt, tracking };
  }),
);
