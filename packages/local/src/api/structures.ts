/**
 * The members of a structure and their shapes, in the service's order; `!` marks a required one.
 */
export type Structure = Readonly<Record<string, string>>;

/** The structures within requests, except those of decisions. */
export const STRUCTURES: Readonly<Record<string, Structure>> = {
  ActivityType: { name: 'Name!', version: 'Version!' },
  CloseStatusFilter: { status: 'CloseStatus!' },
  ExecutionTimeFilter: { oldestDate: 'Timestamp!', latestDate: 'Timestamp' },
  ResourceTag: { key: 'ResourceTagKey!', value: 'ResourceTagValue' },
  TagFilter: { tag: 'Tag!' },
  TaskList: { name: 'Name!' },
  WorkflowExecution: { workflowId: 'WorkflowId!', runId: 'WorkflowRunId!' },
  WorkflowExecutionFilter: { workflowId: 'WorkflowId!' },
  WorkflowType: { name: 'Name!', version: 'Version!' },
  WorkflowTypeFilter: { name: 'Name!', version: 'VersionOptional' },
};
