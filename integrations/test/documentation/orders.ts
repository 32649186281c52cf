import { join } from 'node:path';
import { Domain, WorkflowType } from '@swf/models';
import type { Client } from '@swf/settings/request';
import { readJson, root } from '../../packages.js';

/**
 * Creates what the documentation refers to: the domain `orders` with a closed execution `order-42`.
 */
export async function seedOrders(client: Client): Promise<void> {
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
  const order = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: 3600,
    defaultTaskStartToCloseTimeout: 30,
  }).save({ client });
  const execution = await order.startExecution({ workflowId: 'order-42', client });
  await execution.terminate({ reason: 'the documentation reads a closed execution', client });
}

/** The answer that the documentation calls a dump of `order-42`: a history recorded from SWF. */
export function dumpedHistory(): object {
  const recording = join(root, 'recordings/test_chain_send_result.json');
  const { exchanges } = readJson<{ exchanges: readonly { response: { events?: object } }[] }>(recording);
  return exchanges.map(({ response }) => response).find(({ events }) => events) ?? {};
}
