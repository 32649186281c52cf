import type { OperationName } from '../api/operations.js';
import type { Rate } from './token-bucket.js';

const WORK: Rate = [2000, 200];
const READ: Rate = [2000, 6];
const ADMINISTRATION: Rate = [200, 6];
const DOMAINS: Rate = [100, 6];
const TAGS: Rate = [50, 30];

/** How often SWF lets an account call each operation in a region. */
export const RATES: Readonly<Record<OperationName, Rate>> = {
  StartWorkflowExecution: WORK,
  PollForActivityTask: WORK,
  PollForDecisionTask: WORK,
  RespondActivityTaskCanceled: WORK,
  RespondActivityTaskCompleted: WORK,
  RespondActivityTaskFailed: WORK,
  RespondDecisionTaskCompleted: WORK,
  RecordActivityTaskHeartbeat: [2000, 160],
  GetWorkflowExecutionHistory: [2000, 60],
  TerminateWorkflowExecution: [2000, 60],
  SignalWorkflowExecution: [2000, 30],
  RequestCancelWorkflowExecution: [2000, 30],
  CountClosedWorkflowExecutions: READ,
  CountOpenWorkflowExecutions: READ,
  DescribeActivityType: READ,
  DescribeWorkflowExecution: READ,
  DescribeWorkflowType: READ,
  ListOpenWorkflowExecutions: [200, 48],
  RegisterActivityType: [200, 60],
  RegisterWorkflowType: [200, 60],
  CountPendingActivityTasks: ADMINISTRATION,
  CountPendingDecisionTasks: ADMINISTRATION,
  DeleteActivityType: ADMINISTRATION,
  DeleteWorkflowType: ADMINISTRATION,
  DeprecateActivityType: ADMINISTRATION,
  DeprecateWorkflowType: ADMINISTRATION,
  DescribeDomain: ADMINISTRATION,
  ListActivityTypes: ADMINISTRATION,
  ListClosedWorkflowExecutions: ADMINISTRATION,
  ListWorkflowTypes: ADMINISTRATION,
  UndeprecateActivityType: ADMINISTRATION,
  UndeprecateWorkflowType: ADMINISTRATION,
  DeprecateDomain: DOMAINS,
  ListDomains: DOMAINS,
  RegisterDomain: DOMAINS,
  UndeprecateDomain: DOMAINS,
  ListTagsForResource: TAGS,
  TagResource: TAGS,
  UntagResource: TAGS,
};
