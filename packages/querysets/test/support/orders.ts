import { TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { DOMAIN, seedDomain } from './executions.js';
import { type Swf, startSwf } from './swf.js';

export const workflowType = { name: 'order', version: '1.0' };

/**
 * Starts a service with a domain and types, and the queryset of its executions; no request is noted
 * yet.
 */
export async function startOrders() {
  const swf = startSwf();
  await seedDomain(swf.client);
  swf.requests.length = 0;
  return Object.assign(swf, { executions: new WorkflowExecutionQuerySet(DOMAIN, swf.options) });
}

/** Ends an open execution. */
export async function terminate({ client }: Swf, workflowId: string): Promise<void> {
  await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN.name, workflowId }));
}
