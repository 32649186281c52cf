export { ActivityTask, type ActivityTaskOptions } from './activity-task.js';
export { ActivityType, type ActivityTypeChanges, type ActivityTypeOptions } from './activity-type.js';
export type { TerminateOptions } from './control-execution.js';
export { Difference, ModelDiff } from './diff.js';
export { Domain, type DomainChanges, type DomainOptions, type SaveDomainOptions } from './domain.js';
export type { ResourceTags } from './domain-tags.js';
export { Model } from './model.js';
export type { Received } from './received.js';
export { checkDomain, type DomainRef, type ExecutionRef, type TypeRef } from './refs.js';
export { RegisteredType, type RegisteredTypeOptions, type TypeIdentity } from './registered-type.js';
export type { StartExecutionOptions } from './start-execution.js';
export { type PendingTaskCount, TaskList } from './task-list.js';
export { Value } from './value.js';
export { type WaitOptions, WaitTimeoutError } from './wait-until-closed.js';
export type { WatchOptions } from './watch.js';
export {
  type OpenCounts,
  WorkflowExecution,
  type WorkflowExecutionChanges,
  type WorkflowExecutionOptions,
} from './workflow-execution.js';
export { WorkflowType, type WorkflowTypeChanges, type WorkflowTypeOptions } from './workflow-type.js';
