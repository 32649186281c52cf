/** The workflow that every subject runs: ten activities in sequence, then ten in parallel. */
export const DOMAIN = 'throughput';
export const TASK_LIST = 'work';
export const WORKFLOW_TYPE = { name: 'twenty-activities', version: '1.0' };
export const ACTIVITY_TYPE = { name: 'work', version: '1.0' };

const IN_SEQUENCE = Array.from({ length: 10 }, (_, index) => `sequential-${index + 1}`);
const AT_ONCE = Array.from({ length: 10 }, (_, index) => `parallel-${index + 1}`);

/** The questions of a decider to a history. */
export interface Questions {
  isScheduled(activityId: string): boolean;
  isCompleted(activityId: string): boolean;
}

/** Returns the activities to schedule now; undefined if all are completed. */
export function nextActivities({ isScheduled, isCompleted }: Questions): readonly string[] | undefined {
  const current = IN_SEQUENCE.find((id) => !isCompleted(id));
  if (current !== undefined) return isScheduled(current) ? [] : [current];
  if (AT_ONCE.every(isCompleted)) return undefined;
  return AT_ONCE.filter((id) => !isScheduled(id));
}
