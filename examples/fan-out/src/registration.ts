import { ActivityType, Domain, WorkflowType } from '@swf/models';

/** The task list of the decider, for parents and children. */
export const TOTALS = 'totals';
/** The task list of the worker that adds up numbers. */
export const ADDERS = 'adders';

const VERSION = '1.0';

export const domain = new Domain('fan-out', { retentionPeriodInDays: 1 });

const defaults = {
  defaultTaskList: TOTALS,
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: 300,
  defaultTaskStartToCloseTimeout: 30,
} as const;

export const totalType = new WorkflowType(domain, 'total', VERSION, defaults);
export const batchType = new WorkflowType(domain, 'batch', VERSION, defaults);

export const addUpType = new ActivityType(domain, 'add-up', VERSION, {
  defaultTaskList: ADDERS,
  defaultTaskScheduleToStartTimeout: 60,
  defaultTaskScheduleToCloseTimeout: 90,
  defaultTaskStartToCloseTimeout: 30,
  defaultTaskHeartbeatTimeout: 'NONE',
});
