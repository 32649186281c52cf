import { ActivityType, Domain, WorkflowType } from '@swf/models';

/** The domain of the shop. */
export const domain = new Domain('shop', { description: 'Orders and their delivery', retentionPeriodInDays: 30 });

const workflowDefaults = {
  defaultTaskList: 'deciders',
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: 2 * 3600,
  defaultTaskStartToCloseTimeout: 30,
} as const;

/** The workflow type of an order. */
export const orderType = new WorkflowType(domain, 'order', '2.0', workflowDefaults);

/** Everything that the shop needs in SWF. `diff` compares it with what SWF has. */
export const CATALOG = [
  domain,
  orderType,
  new WorkflowType(domain, 'delivery', '1.0', workflowDefaults),
  new ActivityType(domain, 'charge-card', '1.0', {
    description: 'Charges the card of an order',
    defaultTaskList: 'payments',
    defaultTaskStartToCloseTimeout: 60,
    defaultTaskHeartbeatTimeout: 'NONE',
  }),
] as const;
