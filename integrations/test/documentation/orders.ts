import { Domain, WorkflowType } from '@swf/models';
import type { Client } from '@swf/settings/request';

/** What the documentation speaks of: a domain `orders`, in which the execution `order-42` has ended. */
export async function seedOrders(client: Client): Promise<void> {
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
  const order = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: 3600,
    defaultTaskStartToCloseTimeout: 30,
  }).save({ client });
  const execution = await order.startExecution({ workflowId: 'order-42', client });
  await execution.terminate({ reason: 'the documentation needs one that has ended', client });
}
