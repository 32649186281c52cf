import {
  RequestCancelWorkflowExecutionCommand,
  type SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import type { VirtualClock } from '@swf/local';
import { child, complete, fail, marker, Orders, schedule, timer } from './orders.js';

const SKUS = ['anvil', 'bicycle', 'camera', 'desk', 'easel'];
const COUNTRIES = ['eu', 'us', 'jp'];

/**
 * Fills domain `orders` with a day of a shop. `order-1042` waits for a worker that nobody runs,
 * `order-1043` for a person, `order-1041` has been completed with a child and a second attempt.
 */
export async function playDay(client: Pick<SWFClient, 'send'>, clock: VirtualClock): Promise<void> {
  const orders = new Orders(client);
  await orders.registerWorkflowType('shipment', '1.0', 'shipments');
  await orders.registerWorkflowType('order', '0.9', 'orders-old');
  await orders.registerWorkflowType('nightly-report', '2.1', 'reports');
  for (const [name, list] of [
    ['reserve-stock', 'warehouse'],
    ['print-label', 'warehouse'],
    ['charge-card', 'payments'],
    ['refund-card', 'payments'],
  ] as const) {
    await orders.registerActivityType(name, list);
  }
  for (let number = 1018; number <= 1040; number += 1) await playOrder(orders, client, clock, number);
  await orders.start('nightly-report-2026-11-28', { type: 'nightly-report', version: '2.1', tags: ['reports'] });
  await clock.advance({ minutes: 7 });
  await playCompleted(orders, clock);
  await playForPerson(orders, clock);
  await playBlocked(orders, clock);
}

/** An order as most are: one of five ways to end, by its number. */
async function playOrder(
  orders: Orders,
  client: Pick<SWFClient, 'send'>,
  clock: VirtualClock,
  number: number,
): Promise<void> {
  const workflowId = `order-${number}`;
  const sku = SKUS[number % SKUS.length] ?? '';
  const input = { sku, quantity: (number % 3) + 1, amount: 20 + 5 * (number % 17) };
  await orders.start(workflowId, { input, tags: [COUNTRIES[number % COUNTRIES.length] ?? '', sku] });
  await orders.decide([schedule('reserve-stock', input)]);
  await clock.advance({ seconds: 2 + (number % 5) });
  const reserve = await orders.take('warehouse');
  await clock.advance({ seconds: 1 });
  await reserve.complete({ reserved: input.quantity });
  await orders.decide([schedule('charge-card', { amount: input.amount })]);
  const charge = await orders.take('payments');
  await clock.advance({ seconds: 3 });
  const send = client.send.bind(client) as SWFClient['send'];
  if (number % 9 === 4) {
    await charge.fail('CardDeclined', 'insufficient funds');
    await orders.decide([fail('CardDeclined', 'insufficient funds')]);
  } else if (number % 11 === 7) {
    await send(
      new TerminateWorkflowExecutionCommand({
        domain: 'orders',
        workflowId,
        reason: 'ordered twice',
        details: 'by support',
      }),
    );
  } else if (number % 13 === 5) {
    await send(new RequestCancelWorkflowExecutionCommand({ domain: 'orders', workflowId }));
    await charge.complete();
    await orders.decide([
      {
        decisionType: 'CancelWorkflowExecution',
        cancelWorkflowExecutionDecisionAttributes: { details: 'the customer changed their mind' },
      },
    ]);
  } else {
    await charge.complete({ charged: input.amount });
    await orders.decide([complete({ paid: input.amount })]);
  }
  await clock.advance({ minutes: 31 });
}

/** A child, a timer, and a second attempt. */
async function playCompleted(orders: Orders, clock: VirtualClock): Promise<void> {
  const input = { sku: 'bicycle', quantity: 1, amount: 125 };
  await orders.start('order-1041', { input, tags: ['eu', 'bicycle'] });
  await orders.decide([schedule('reserve-stock', input), schedule('print-label', { order: 1041 })]);
  await clock.advance({ seconds: 4 });
  const reserve = await orders.take('warehouse');
  const print = await orders.take('warehouse');
  await clock.advance({ seconds: 6 });
  await reserve.complete({ reserved: 1 });
  await clock.advance({ seconds: 3 });
  await print.complete({ label: 'label-1041.pdf' });
  await orders.decide([schedule('charge-card', { amount: 125 })]);
  await clock.advance({ seconds: 2 });
  const charge = await orders.take('payments');
  await clock.advance({ seconds: 9 });
  await charge.fail('GatewayTimeout', 'the card network did not answer');
  await orders.decide([timer('retry-charge', 15)]);
  await clock.advance({ seconds: 15 });
  await orders.decide([schedule('charge-card', { amount: 125 })]);
  await clock.advance({ seconds: 1 });
  const second = await orders.take('payments');
  await clock.advance({ seconds: 5 });
  await second.complete({ charged: 125 });
  await orders.decide([child('order-1041-shipment', { order: 1041 }), marker('paid', '{"amount":125}')]);
  await clock.advance({ seconds: 1 });
  await orders.decide([timer('carrier', 20)], undefined, 'shipments');
  await orders.decide([]);
  await clock.advance({ seconds: 20 });
  await orders.decide([complete({ tracking: 'TRACK-1041' })], undefined, 'shipments');
  await clock.advance({ seconds: 1 });
  await orders.decide([complete({ delivered: true })]);
  await clock.advance({ minutes: 11 });
}

/** Waits for a person to approve it, as a workflow of `@swf/flow` publishes it. */
async function playForPerson(orders: Orders, clock: VirtualClock): Promise<void> {
  const input = { sku: 'desk', quantity: 4, amount: 1280 };
  await orders.start('order-1043', { input, tags: ['us', 'desk'] });
  await orders.decide([schedule('reserve-stock', input)]);
  await clock.advance({ seconds: 3 });
  await (await orders.take('warehouse')).complete({ reserved: 4 });
  const since = new Date(clock.now());
  const until = new Date(clock.now() + 8 * 3_600_000);
  const step = { step: 'approve', id: 'approve-1', details: 'Order 1043: 4 desks for 1,280 €' };
  await orders.decide([timer('approve', 8 * 3600)], {
    state: 'waits for approval',
    $waiting: [{ ...step, since, until }],
  });
  await clock.advance({ minutes: 24 });
}

/** Waits for a worker on a task list that nobody polls. */
async function playBlocked(orders: Orders, clock: VirtualClock): Promise<void> {
  const input = { sku: 'easel', quantity: 2, amount: 500, express: true };
  await orders.start('order-1042', { input, tags: ['eu', 'easel', 'vip'] });
  await orders.decide([schedule('reserve-stock', input), timer('patience', 7200)]);
  await clock.advance({ seconds: 3 });
  const reserve = await orders.take('warehouse');
  await clock.advance({ seconds: 8 });
  await reserve.complete({ reserved: 2 });
  await orders.decide([schedule('charge-card', { amount: 500 })]);
  await clock.advance({ seconds: 2 });
  const charge = await orders.take('payments');
  await clock.advance({ seconds: 12 });
  await charge.fail('GatewayTimeout', 'the card network did not answer');
  await orders.decide([schedule('charge-card', { amount: 500 }, 'payments-eu'), marker('attempt', '{"number":2}')]);
  await clock.advance({ minutes: 9 });
  await orders.signal('order-1042', 'hurry', { by: 'support' });
  await orders.decide([]);
  await clock.advance({ hours: 1, minutes: 49 });
}
