/** A poll, the task that answers it, and the answer to the task. */
export const POLL = { domain: 'orders', taskList: { name: 'work' }, identity: 'worker-1' };
export const ANSWER = { taskToken: 'token'.repeat(60), result: 'done' };
export const TASK = {
  taskToken: ANSWER.taskToken,
  activityId: 'charge-1',
  activityType: { name: 'charge', version: '1.0' },
  startedEventId: 7,
  workflowExecution: { workflowId: 'order-1', runId: 'run'.repeat(14) },
  input: JSON.stringify({ sku: 'anvil', quantity: 2 }),
};
