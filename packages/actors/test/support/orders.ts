import type { SWFClient } from '@aws-sdk/client-swf';
import type { DecisionTask } from '@swf/actors';
import { ActivityTaskDecision, DecisionBatch, WorkflowExecutionDecision } from '@swf/decisions';
import { ActivityType, Domain, WorkflowType } from '@swf/models';

export const domain = new Domain('orders', { retentionPeriodInDays: 1 });

export const order = new WorkflowType(domain, 'order', '1.0', {
  defaultTaskList: 'orders',
  defaultTaskStartToCloseTimeout: 10,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

const timeouts = {
  defaultTaskScheduleToCloseTimeout: 'NONE',
  defaultTaskScheduleToStartTimeout: 'NONE',
  defaultTaskStartToCloseTimeout: 60,
  defaultTaskHeartbeatTimeout: 'NONE',
} as const;

export const charge = new ActivityType(domain, 'charge-card', '1.0', { ...timeouts, defaultTaskList: 'payments' });
export const ship = new ActivityType(domain, 'ship', '1.0', { ...timeouts, defaultTaskList: 'shipping' });

export async function register(client: SWFClient): Promise<void> {
  await domain.save({ client });
  for (const type of [order, charge, ship]) await type.save({ client });
}

/** Charges, then ships, then is done; gives up at the first failure. */
export function decideOrder({ history }: DecisionTask): DecisionBatch {
  const { activityTasks } = history.compile();
  const batch = new DecisionBatch(history);
  const [charged, shipped] = [activityTasks.get('charge'), activityTasks.get('ship')];
  const stuck = [charged, shipped].find((task) => task && !['completed', 'scheduled', 'started'].includes(task.state));
  if (stuck) batch.add(WorkflowExecutionDecision.fail({ reason: stuck.state, details: stuck.activityId }));
  else if (!charged)
    batch.add(ActivityTaskDecision.schedule({ activityId: 'charge', activityType: charge, input: { amount: 3 } }));
  else if (charged.state === 'completed' && !shipped) {
    batch.add(ActivityTaskDecision.schedule({ activityId: 'ship', activityType: ship, input: 'A1' }));
  } else if (shipped?.state === 'completed') batch.add(WorkflowExecutionDecision.complete({ result: 'shipped' }));
  return batch;
}
