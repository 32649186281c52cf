import { Actor } from '@swf/actors';
import { RunFailedError } from '@swf/flow';
import { startLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { setClient } from '@swf/settings';
import { openShop } from './actors.js';
import { order, recall } from './order.flow.js';

// A day passes in no time: the clock skips to the next timer whenever nothing is left to do.
await using service = await startLocalService({ clock: new VirtualClock({ autoSkip: true }) });
setClient(service.client());
const domain = new Domain('shop', { retentionPeriodInDays: 1 });

const print = (text: string) => void process.stdout.write(`${text}\n`);
await using _running = await Actor.run(...openShop(domain, print), { polls: 'abort' });

const ORDERS = [
  { id: 'order-1', sku: 'lamp', amount: 40 },
  { id: 'order-2', sku: 'piano', amount: 9000 },
  { id: 'order-3', sku: 'desk', amount: 300 },
];

for (const input of ORDERS) {
  const run = await order.start(domain, { workflowId: input.id, input });
  // It waits until the workflow reads it.
  if (input.sku === 'desk') await run.signal(recall);
  try {
    const { receipt, tracking } = await run.result();
    print(`${input.id}: ${receipt}, ${tracking}`);
  } catch (error) {
    if (!RunFailedError.is(error)) throw error;
    print(`${input.id}: ${error.reason}`);
  }
}
