import type { Call } from './load.js';

const domain = 'orders';
const workflowType = { name: 'order', version: '1.0' };
const activityType = { name: 'charge', version: '1.0' };
const taskList = { name: 'orders' };

/** The registrations before the first start. */
export const REGISTRATION: readonly Call[] = [
  { operation: 'RegisterDomain', body: { name: domain, workflowExecutionRetentionPeriodInDays: '1' } },
  {
    operation: 'RegisterWorkflowType',
    body: {
      domain,
      ...workflowType,
      defaultTaskList: taskList,
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '3600',
      defaultTaskStartToCloseTimeout: '60',
    },
  },
  {
    operation: 'RegisterActivityType',
    body: {
      domain,
      ...activityType,
      defaultTaskList: taskList,
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: '60',
    },
  },
];

export const DESCRIBE_TYPE: Call = { operation: 'DescribeWorkflowType', body: { domain, workflowType } };
export const POLL: Call = { operation: 'PollForDecisionTask', body: { domain, taskList } };

export const POLL_ACTIVITY: Call = { operation: 'PollForActivityTask', body: { domain, taskList } };

/** The newest open executions. */
export const LIST_OPEN: Call = {
  operation: 'ListOpenWorkflowExecutions',
  body: { domain, startTimeFilter: { oldestDate: 0 }, maximumPageSize: 50 },
};

export function startExecution(number: number): Call {
  const body = { domain, workflowId: `order-${number}`, workflowType, input: JSON.stringify({ number, sku: 'anvil' }) };
  return { operation: 'StartWorkflowExecution', body };
}

export function signalExecution(number: number): Call {
  return {
    operation: 'SignalWorkflowExecution',
    body: { domain, workflowId: `order-${number}`, signalName: 'approve' },
  };
}

export function readHistory(number: number, runId: string): Call {
  return {
    operation: 'GetWorkflowExecutionHistory',
    body: { domain, execution: { workflowId: `order-${number}`, runId }, maximumPageSize: 100, reverseOrder: true },
  };
}

export function complete(taskToken: string): Call {
  const decisions = [{ decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: {} }];
  return { operation: 'RespondDecisionTaskCompleted', body: { taskToken, decisions } };
}

export function scheduleActivity(taskToken: string): Call {
  const scheduleActivityTaskDecisionAttributes = { activityId: 'charge', activityType, input: '{"amount":42}' };
  const decisions = [{ decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes }];
  return { operation: 'RespondDecisionTaskCompleted', body: { taskToken, decisions } };
}

/** Schedules an activity for each id. */
export function scheduleActivities(taskToken: string, ids: readonly string[]): Call {
  const decisions = ids.map((activityId) => ({
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: { activityId, activityType, input: '{"amount":42}' },
  }));
  return { operation: 'RespondDecisionTaskCompleted', body: { taskToken, decisions } };
}

export function completeActivity(taskToken: string): Call {
  return { operation: 'RespondActivityTaskCompleted', body: { taskToken, result: 'ok' } };
}
