import type { ChildPolicy, StartWorkflowExecutionInput, WorkflowTypeConfiguration } from '@aws-sdk/client-swf';
import type { Wire } from './shapes.js';
import type { StartSettings } from './start.js';

type Given = Pick<
  Wire<StartWorkflowExecutionInput>,
  | 'executionStartToCloseTimeout'
  | 'taskStartToCloseTimeout'
  | 'taskList'
  | 'taskPriority'
  | 'childPolicy'
  | 'lambdaRole'
  | 'tagList'
  | 'input'
>;

/** The settings that an execution cannot be started without, in the order they are looked for. */
export type RequiredSetting = 'executionStartToCloseTimeout' | 'taskList' | 'taskStartToCloseTimeout' | 'childPolicy';

/** How the decisions that start executions fail for want of a setting. */
export const CAUSE_OF_MISSING = {
  executionStartToCloseTimeout: 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  taskList: 'DEFAULT_TASK_LIST_UNDEFINED',
  taskStartToCloseTimeout: 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  childPolicy: 'DEFAULT_CHILD_POLICY_UNDEFINED',
} as const satisfies { readonly [Setting in RequiredSetting]: string };

/** Settles, one by one, what the caller gave or else the type's default; or names the first setting that has neither. */
export function resolveStartSettings(
  workflowId: string,
  workflowType: StartSettings['workflowType'],
  given: Given,
  configuration: string,
): StartSettings | RequiredSetting {
  const defaults = JSON.parse(configuration) as Wire<WorkflowTypeConfiguration>;
  const executionStartToCloseTimeout =
    given.executionStartToCloseTimeout ?? defaults.defaultExecutionStartToCloseTimeout;
  const taskList = given.taskList ?? defaults.defaultTaskList;
  const taskStartToCloseTimeout = given.taskStartToCloseTimeout ?? defaults.defaultTaskStartToCloseTimeout;
  const childPolicy: ChildPolicy | undefined = given.childPolicy ?? defaults.defaultChildPolicy;
  if (!executionStartToCloseTimeout) return 'executionStartToCloseTimeout';
  if (!taskList) return 'taskList';
  if (!taskStartToCloseTimeout) return 'taskStartToCloseTimeout';
  if (!childPolicy) return 'childPolicy';
  return {
    workflowId,
    workflowType: { name: workflowType.name, version: workflowType.version },
    executionStartToCloseTimeout,
    taskList: { name: taskList.name },
    taskStartToCloseTimeout,
    childPolicy,
    taskPriority: given.taskPriority ?? defaults.defaultTaskPriority,
    lambdaRole: given.lambdaRole ?? defaults.defaultLambdaRole,
    tagList: given.tagList,
    input: given.input,
  };
}
