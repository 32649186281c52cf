import { randomFillSync } from 'node:crypto';
import type { ChildPolicy, StartWorkflowExecutionInput, WorkflowTypeConfiguration } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution, Transaction } from './transaction.js';

/** The resolved settings of a new run. */
export interface StartSettings {
  readonly workflowId: string;
  readonly workflowType: { readonly name: string; readonly version: string };
  readonly executionStartToCloseTimeout: string;
  readonly taskStartToCloseTimeout: string;
  readonly taskList: { readonly name: string };
  readonly taskPriority?: string | undefined;
  readonly childPolicy: ChildPolicy;
  readonly lambdaRole?: string | undefined;
  /** Undefined rather than empty: SWF's events have no empty lists. */
  readonly tagList?: readonly string[] | undefined;
  readonly input?: string | undefined;
}

/** The parent of a child, and the previous run of one that was continued as new. */
export interface Origin {
  readonly runId?: string;
  readonly parent?: {
    readonly id: number;
    readonly initiatedEventId: number;
    readonly workflowId: string;
    readonly runId: string;
  };
  readonly continuedExecutionRunId?: string;
}

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

/** Settings without which no execution can start, in the order in which they are checked. */
export type RequiredSetting = 'executionStartToCloseTimeout' | 'taskList' | 'taskStartToCloseTimeout' | 'childPolicy';

/** The cause with which a decision to start an execution fails if a setting is missing. */
export const CAUSE_OF_MISSING = {
  executionStartToCloseTimeout: 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  taskList: 'DEFAULT_TASK_LIST_UNDEFINED',
  taskStartToCloseTimeout: 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  childPolicy: 'DEFAULT_CHILD_POLICY_UNDEFINED',
} as const satisfies { readonly [Setting in RequiredSetting]: string };

/**
 * Resolves each setting to the given value or the type's default; returns the first that has
 * neither.
 */
export function resolveStartSettings(
  workflowId: string,
  workflowType: StartSettings['workflowType'],
  given: Given,
  defaults: Wire<WorkflowTypeConfiguration>,
): StartSettings | RequiredSetting {
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
    tagList: given.tagList?.length ? given.tagList : undefined,
    input: given.input,
  };
}

/**
 * Starts a run and schedules its first decision task. The caller must ensure that the workflow id
 * is free.
 */
export function startExecution(
  transaction: Transaction,
  domainId: number,
  settings: StartSettings,
  { runId = newRunId(transaction.now), parent, continuedExecutionRunId }: Origin = {},
): Execution {
  const { store, now } = transaction;
  const row = store.executions.create({
    domainId,
    workflowId: settings.workflowId,
    runId,
    typeName: settings.workflowType.name,
    typeVersion: settings.workflowType.version,
    executionStartToCloseTimeout: settings.executionStartToCloseTimeout,
    taskStartToCloseTimeout: settings.taskStartToCloseTimeout,
    taskList: settings.taskList.name,
    taskPriority: settings.taskPriority ?? null,
    childPolicy: settings.childPolicy,
    lambdaRole: settings.lambdaRole ?? null,
    tagList: settings.tagList ? JSON.stringify(settings.tagList) : null,
    parentId: parent?.id ?? null,
    parentInitiatedEventId: parent?.initiatedEventId ?? 0,
    parentWorkflowId: parent?.workflowId ?? null,
    parentRunId: parent?.runId ?? null,
    startTime: now,
  });
  store.domains.addOpenExecutions(domainId, 1);
  const execution = transaction.adopt(row);
  execution.isNew = true;
  execution.append('WorkflowExecutionStarted', {
    childPolicy: settings.childPolicy,
    continuedExecutionRunId,
    executionStartToCloseTimeout: settings.executionStartToCloseTimeout,
    input: settings.input,
    lambdaRole: settings.lambdaRole,
    parentInitiatedEventId: parent?.initiatedEventId ?? 0,
    parentWorkflowExecution: parent && { runId: parent.runId, workflowId: parent.workflowId },
    tagList: settings.tagList,
    taskList: settings.taskList,
    taskPriority: settings.taskPriority,
    taskStartToCloseTimeout: settings.taskStartToCloseTimeout,
    workflowType: settings.workflowType,
  });
  scheduleDecisionTask(execution);
  execution.arm('ExecutionTimeout', execution.dueAfter(settings.executionStartToCloseTimeout), 0);
  return execution;
}

const LENGTH = 32;

// Filled for many ids at once, because a single call costs as much as inserting a row.
const pool = /* @__PURE__ */ Buffer.alloc(128 * LENGTH);
let used = pool.length;

/**
 * Returns a run id in SWF's format: `22` and 32 bytes in Base64. Ids from about the same time
 * (milliseconds since 1970) share a prefix, which keeps them on the same pages of the index.
 */
export function newRunId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.subarray(used, used + LENGTH);
  used += LENGTH;
  id.writeDoubleBE(now);
  return `22${id.toString('base64')}`;
}
