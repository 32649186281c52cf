export type { Count } from '@swf/models';
export { ActivityTypeQuerySet } from './activity-types.js';
export { type DomainFilter, DomainQuerySet } from './domains.js';
export type { ExecutionFilter, OpenExecutionFilter, WorkflowExecutionFilter } from './executions/execution-filter.js';
export { type DetailedOptions, type ModelPage, type PagesOptions, QuerySet } from './query-set.js';
export { type TypeFilter, TypeQuerySet } from './registered-types.js';
export type { StatusFilter } from './registration-status.js';
export type { RequestPlan } from './request-plan.js';
export {
  type ExecutionAttributes,
  type GetExecutionOptions,
  WorkflowExecutionQuerySet,
} from './workflow-executions.js';
export { WorkflowTypeQuerySet } from './workflow-types.js';
