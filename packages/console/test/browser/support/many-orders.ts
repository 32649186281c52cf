import { expect } from 'vitest';
import type { TestConsole } from './console.js';

const STARTS_AT_ONCE = 500;

/** Starts `order-0` and so on. Without an SDK, which would take most of the time. */
export async function startManyOrders({ service }: TestConsole, count: number): Promise<void> {
  const workflowType = { name: 'order', version: '1.0' };
  const headers = { 'x-amz-target': 'SimpleWorkflowService.StartWorkflowExecution' };
  const start = async (index: number) => {
    const body = JSON.stringify({ domain: 'orders', workflowId: `order-${index}`, workflowType });
    const { response } = await service.requestHandler.handle({ headers, body });
    if (response.statusCode !== 200) expect.fail(`${Buffer.from(response.body)}`);
  };
  for (let index = 0; index < count; index += STARTS_AT_ONCE) {
    const size = Math.min(STARTS_AT_ONCE, count - index);
    await Promise.all(Array.from({ length: size }, (_, offset) => start(index + offset)));
  }
}
