import type { Domain, WorkflowType } from '@swf/models';
import { ActivityTypeQuerySet, DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';

/** The domain of the example. */
export const DOMAIN = 'order-fulfillment';

/** The task list of the decider. */
export const ORDERS = 'orders';
/** The task lists of the two workers. */
export const WAREHOUSE = 'warehouse';
export const PAYMENTS = 'payments';

export const VERSION = '1.0';

/** The activity types, and the task list of the worker that performs each. */
const ACTIVITY_TASK_LISTS = {
  'reserve-stock': WAREHOUSE,
  'release-stock': WAREHOUSE,
  'print-label': WAREHOUSE,
  'hand-to-carrier': WAREHOUSE,
  'charge-card': PAYMENTS,
  'refund-card': PAYMENTS,
} as const;

export type ActivityName = keyof typeof ACTIVITY_TASK_LISTS;

/** Registers the domain and the types that are missing. */
export async function register(): Promise<{ readonly domain: Domain; readonly orderType: WorkflowType }> {
  const [domain] = await new DomainQuerySet().getOrCreate(DOMAIN, {
    description: 'The order-fulfillment example',
    retentionPeriodInDays: 1,
  });
  const activityTypes = new ActivityTypeQuerySet(domain);
  for (const [name, defaultTaskList] of Object.entries(ACTIVITY_TASK_LISTS)) {
    await activityTypes.getOrCreate(name, VERSION, {
      defaultTaskList,
      defaultTaskScheduleToStartTimeout: 60,
      defaultTaskScheduleToCloseTimeout: 90,
      defaultTaskStartToCloseTimeout: 30,
      defaultTaskHeartbeatTimeout: 'NONE',
    });
  }
  const workflowTypes = new WorkflowTypeQuerySet(domain);
  const defaults = {
    defaultTaskList: ORDERS,
    defaultChildPolicy: 'REQUEST_CANCEL',
    defaultExecutionStartToCloseTimeout: 300,
    defaultTaskStartToCloseTimeout: 30,
  } as const;
  const [orderType] = await workflowTypes.getOrCreate('order', VERSION, defaults);
  await workflowTypes.getOrCreate('shipment', VERSION, defaults);
  return { domain, orderType };
}
