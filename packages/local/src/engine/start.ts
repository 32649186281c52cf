import type { ChildPolicy } from '@aws-sdk/client-swf';
import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution } from './execution.js';
import { dueAfter } from './fields.js';
import { newRunId } from './run-id.js';
import type { Transaction } from './transaction.js';

/** What an execution is started with, every setting resolved. */
export interface StartSettings {
  readonly workflowId: string;
  readonly workflowType: { readonly name: string; readonly version: string };
  readonly executionStartToCloseTimeout: string;
  readonly taskStartToCloseTimeout: string;
  readonly taskList: { readonly name: string };
  readonly taskPriority?: string | undefined;
  readonly childPolicy: ChildPolicy;
  readonly lambdaRole?: string | undefined;
  readonly tagList?: readonly string[] | undefined;
  readonly input?: string | undefined;
}

/** Where an execution comes from, unless a caller has started it. */
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

/** Starts a run: its row, WorkflowExecutionStarted and the first decision task. That the workflow id is free is the caller's to know. */
export function startExecution(
  transaction: Transaction,
  domainId: number,
  settings: StartSettings,
  { runId = newRunId(transaction.now), parent, continuedExecutionRunId }: Origin = {},
): Execution {
  const { store, now } = transaction;
  const tagList = settings.tagList ?? [];
  const row = store.executions.insert(
    {
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
      tagList: tagList.length > 0 ? JSON.stringify(tagList) : null,
      parentId: parent?.id ?? null,
      parentInitiatedEventId: parent?.initiatedEventId ?? 0,
      parentWorkflowId: parent?.workflowId ?? null,
      parentRunId: parent?.runId ?? null,
      startTime: now,
    },
    tagList,
  );
  store.domains.addOpenExecutions(domainId, 1);
  const execution = transaction.adopt(row);
  execution.append('WorkflowExecutionStarted', {
    childPolicy: settings.childPolicy,
    continuedExecutionRunId,
    executionStartToCloseTimeout: settings.executionStartToCloseTimeout,
    input: settings.input,
    lambdaRole: settings.lambdaRole,
    parentInitiatedEventId: parent?.initiatedEventId ?? 0,
    parentWorkflowExecution: parent && { runId: parent.runId, workflowId: parent.workflowId },
    tagList: tagList.length > 0 ? tagList : undefined,
    taskList: settings.taskList,
    taskPriority: settings.taskPriority,
    taskStartToCloseTimeout: settings.taskStartToCloseTimeout,
    workflowType: settings.workflowType,
  });
  scheduleDecisionTask(transaction, execution);
  const due = dueAfter(now, settings.executionStartToCloseTimeout);
  if (due !== null) store.dueItems.insert(due, 'ExecutionTimeout', row.id, 0);
  return execution;
}
