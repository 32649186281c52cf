import type { OperationName } from '../api/operations.js';
import type { Transaction } from '../engine/transaction.js';
import { countClosedWorkflowExecutions } from './count-closed-workflow-executions.js';
import { countOpenWorkflowExecutions } from './count-open-workflow-executions.js';
import { countPendingActivityTasks } from './count-pending-activity-tasks.js';
import { countPendingDecisionTasks } from './count-pending-decision-tasks.js';
import { deleteActivityType } from './delete-activity-type.js';
import { deleteWorkflowType } from './delete-workflow-type.js';
import { deprecateActivityType } from './deprecate-activity-type.js';
import { deprecateDomain } from './deprecate-domain.js';
import { deprecateWorkflowType } from './deprecate-workflow-type.js';
import { describeActivityType } from './describe-activity-type.js';
import { describeDomain } from './describe-domain.js';
import { describeWorkflowExecution } from './describe-workflow-execution.js';
import { describeWorkflowType } from './describe-workflow-type.js';
import { getWorkflowExecutionHistory } from './get-workflow-execution-history.js';
import { listActivityTypes } from './list-activity-types.js';
import { listClosedWorkflowExecutions } from './list-closed-workflow-executions.js';
import { listDomains } from './list-domains.js';
import { listOpenWorkflowExecutions } from './list-open-workflow-executions.js';
import { listTagsForResource } from './list-tags-for-resource.js';
import { listWorkflowTypes } from './list-workflow-types.js';
import { recordActivityTaskHeartbeat } from './record-activity-task-heartbeat.js';
import { registerActivityType } from './register-activity-type.js';
import { registerDomain } from './register-domain.js';
import { registerWorkflowType } from './register-workflow-type.js';
import { requestCancelWorkflowExecution } from './request-cancel-workflow-execution.js';
import { respondActivityTaskCanceled } from './respond-activity-task-canceled.js';
import { respondActivityTaskCompleted } from './respond-activity-task-completed.js';
import { respondActivityTaskFailed } from './respond-activity-task-failed.js';
import { respondDecisionTaskCompleted } from './respond-decision-task-completed.js';
import { signalWorkflowExecution } from './signal-workflow-execution.js';
import { startWorkflowExecution } from './start-workflow-execution.js';
import { tagResource } from './tag-resource.js';
import { terminateWorkflowExecution } from './terminate-workflow-execution.js';
import { undeprecateActivityType } from './undeprecate-activity-type.js';
import { undeprecateDomain } from './undeprecate-domain.js';
import { undeprecateWorkflowType } from './undeprecate-workflow-type.js';
import { untagResource } from './untag-resource.js';

/** Answers one operation: the JSON text of the response body, empty if there is no output. */
type Handler = (transaction: Transaction, input: never) => string;

/** The operations that are answered at once. */
export const HANDLERS = {
  CountClosedWorkflowExecutions: countClosedWorkflowExecutions,
  CountOpenWorkflowExecutions: countOpenWorkflowExecutions,
  CountPendingActivityTasks: countPendingActivityTasks,
  CountPendingDecisionTasks: countPendingDecisionTasks,
  DeleteActivityType: deleteActivityType,
  DeleteWorkflowType: deleteWorkflowType,
  DeprecateActivityType: deprecateActivityType,
  DeprecateDomain: deprecateDomain,
  DeprecateWorkflowType: deprecateWorkflowType,
  DescribeActivityType: describeActivityType,
  DescribeDomain: describeDomain,
  DescribeWorkflowExecution: describeWorkflowExecution,
  DescribeWorkflowType: describeWorkflowType,
  GetWorkflowExecutionHistory: getWorkflowExecutionHistory,
  ListActivityTypes: listActivityTypes,
  ListClosedWorkflowExecutions: listClosedWorkflowExecutions,
  ListDomains: listDomains,
  ListOpenWorkflowExecutions: listOpenWorkflowExecutions,
  ListTagsForResource: listTagsForResource,
  ListWorkflowTypes: listWorkflowTypes,
  RecordActivityTaskHeartbeat: recordActivityTaskHeartbeat,
  RegisterActivityType: registerActivityType,
  RegisterDomain: registerDomain,
  RegisterWorkflowType: registerWorkflowType,
  RequestCancelWorkflowExecution: requestCancelWorkflowExecution,
  RespondActivityTaskCanceled: respondActivityTaskCanceled,
  RespondActivityTaskCompleted: respondActivityTaskCompleted,
  RespondActivityTaskFailed: respondActivityTaskFailed,
  RespondDecisionTaskCompleted: respondDecisionTaskCompleted,
  SignalWorkflowExecution: signalWorkflowExecution,
  StartWorkflowExecution: startWorkflowExecution,
  TagResource: tagResource,
  TerminateWorkflowExecution: terminateWorkflowExecution,
  UndeprecateActivityType: undeprecateActivityType,
  UndeprecateDomain: undeprecateDomain,
  UndeprecateWorkflowType: undeprecateWorkflowType,
  UntagResource: untagResource,
} as const satisfies { readonly [Name in Exclude<OperationName, `PollFor${string}`>]: Handler };
