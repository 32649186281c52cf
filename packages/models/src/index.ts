export type { DomainRef, ExecutionRef, TypeRef } from '@swf/settings/wire';
export { ActivityTask, type ActivityTaskOptions } from './activity-task.js';
export { ActivityType, type ActivityTypeOptions } from './activity-type.js';
export type { TerminateOptions } from './control-execution.js';
export { Difference, ModelDiff } from './diff.js';
export { Domain, type DomainChanges, type DomainOptions, type SaveDomainOptions } from './domain.js';
export type { ResourceTags } from './domain-tags.js';
export type { OpenCounts, WorkflowExecutionChanges, WorkflowExecutionOptions } from './execution-attributes.js';
export { Model } from './model.js';
export type { Received } from './received.js';

export { RegisteredType, type RegisteredTypeOptions, type TypeIdentity } from './registered-type.js';
export type { StartExecutionOptions, StartSettings } from './start-execution.js';
export { type Count, TaskList } from './task-list.js';
export { type WaitOptions, WaitTimeoutError } from './wait-until-closed.js';
export type { WatchOptions } from './watch.js';
export { WorkflowExecution } from './workflow-execution.js';
export { WorkflowType, type WorkflowTypeOptions } from './workflow-type.js';
