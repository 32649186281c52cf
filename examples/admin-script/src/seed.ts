import type { VirtualClock } from '@swf/local';
import { domain, orderType } from './catalog.js';

/** Fills the embedded SWF: an older version of the order type, and six orders of one morning. */
export async function seed(clock: VirtualClock): Promise<void> {
  await domain.with({ description: 'Orders' }).save();
  await orderType.with({ version: '1.0' }).save();
  await orderType.with({ defaultTaskStartToCloseTimeout: 10 }).save();
  const orders = [
    ['order-1', 'eu'],
    ['order-2', 'us'],
    ['order-3', 'eu'],
    ['order-4', 'eu'],
    ['order-5', 'us'],
    ['order-6', 'eu'],
  ] as const;
  for (const [workflowId, tag] of orders) {
    const execution = await orderType.startExecution({ workflowId, tagList: [tag] });
    if (workflowId === 'order-2') await execution.terminate({ reason: 'duplicate' });
    await clock.advance({ minutes: 30 });
  }
}
