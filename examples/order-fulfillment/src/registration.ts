import { ActivityType, Domain, WorkflowType } from '@swf/models';

/** The domain of the example. */
export const domain = new Domain('order-fulfillment', {
  description: 'The order-fulfillment example',
  retentionPeriodInDays: 1,
});

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

const activityTypes = Object.entries(ACTIVITY_TASK_LISTS).map(
  ([name, defaultTaskList]) =>
    new ActivityType(domain, name, VERSION, {
      defaultTaskList,
      defaultTaskScheduleToStartTimeout: 60,
      defaultTaskScheduleToCloseTimeout: 90,
      defaultTaskStartToCloseTimeout: 30,
      defaultTaskHeartbeatTimeout: 'NONE',
    }),
);

const workflowDefaults = {
  defaultTaskList: ORDERS,
  defaultChildPolicy: 'REQUEST_CANCEL',
  defaultExecutionStartToCloseTimeout: 300,
  defaultTaskStartToCloseTimeout: 30,
} as const;

/** The workflow type of an order. */
export const orderType = new WorkflowType(domain, 'order', VERSION, workflowDefaults);

/** The domain and types that the example needs, in the order of their registration. */
const CATALOG = [domain, ...activityTypes, orderType, new WorkflowType(domain, 'shipment', VERSION, workflowDefaults)];

type Registered = (typeof CATALOG)[number];

/** Returns what SWF does not have yet. Sends nothing but reads. */
export async function findMissing(signal: AbortSignal): Promise<readonly Registered[]> {
  const missing: Registered[] = [];
  for (const model of CATALOG) if (!(await model.exists({ signal }))) missing.push(model);
  return missing;
}

/** Registers what is missing. */
export async function register(missing: readonly Registered[], signal: AbortSignal): Promise<void> {
  for (const model of missing) await model.save({ signal });
}
