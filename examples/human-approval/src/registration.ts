import { ActivityType, Domain, WorkflowType } from '@swf/models';

/** The task list of the decider. */
export const EXPENSES = 'expenses';
/** The task list of the worker that sends reminders. */
export const MAIL = 'mail';

export const VERSION = '1.0';

const MONTH_IN_SECONDS = 30 * 86_400;

export const domain = new Domain('expenses', { retentionPeriodInDays: 30 });

export const expenseType = new WorkflowType(domain, 'expense', VERSION, {
  defaultTaskList: EXPENSES,
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: MONTH_IN_SECONDS,
  defaultTaskStartToCloseTimeout: 30,
});

export const remindType = new ActivityType(domain, 'remind', VERSION, {
  defaultTaskList: MAIL,
  defaultTaskScheduleToStartTimeout: 3600,
  defaultTaskScheduleToCloseTimeout: 3660,
  defaultTaskStartToCloseTimeout: 60,
  defaultTaskHeartbeatTimeout: 'NONE',
});
