import type {
  DescribeWorkflowExecutionInput,
  GetWorkflowExecutionHistoryInput,
  RequestCancelWorkflowExecutionInput,
  SignalWorkflowExecutionInput,
  StartWorkflowExecutionInput,
  TerminateWorkflowExecutionInput,
} from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { toTimestamp, type Wire } from '../api/wire.js';
import { terminateExecution } from '../engine/close.js';
import { resolveStartSettings, startExecution } from '../engine/start.js';
import type { Transaction } from '../engine/transaction.js';
import { historyPage } from './history-page.js';
import { describeType, executionOf, openExecutionOf, registeredDomainOf, typeOf } from './lookup.js';
import { pagePosition, pageSize, pageToken } from './paging.js';
import { isId } from './token-codec.js';
import { executionInfo } from './visibility.js';

export function startWorkflowExecution(transaction: Transaction, input: Wire<StartWorkflowExecutionInput>): string {
  const { workflowId, workflowType } = input;
  const domain = registeredDomainOf(transaction, input.domain);
  const type = typeOf(transaction, 'workflow', domain.id, workflowType);
  if (type.status === 'DEPRECATED') throw new Fault('TypeDeprecatedFault', describeType('workflow', workflowType));
  const settings = resolveStartSettings(workflowId, workflowType, input, type.defaults);
  if (typeof settings === 'string') throw new Fault('DefaultUndefinedFault', defaultName(settings));
  if (transaction.openExecution(domain.id, workflowId))
    throw new Fault('WorkflowExecutionAlreadyStartedFault', 'Already Started');
  if (domain.openExecutions >= transaction.limits.openExecutionsPerDomain)
    throw new Fault('LimitExceededFault', `Limit on open executions of a domain reached: ${domain.openExecutions}`);
  const { runId } = startExecution(transaction, domain.id, settings).reference;
  return JSON.stringify({ runId });
}

export function signalWorkflowExecution(transaction: Transaction, input: Wire<SignalWorkflowExecutionInput>): string {
  const execution = openExecutionOf(transaction, input.domain, input);
  transaction.checkRate('SignalWorkflowExecution', execution);
  execution.append('WorkflowExecutionSignaled', {
    externalInitiatedEventId: 0,
    input: input.input,
    signalName: input.signalName,
  });
  return '';
}

export function requestCancelWorkflowExecution(
  transaction: Transaction,
  input: Wire<RequestCancelWorkflowExecutionInput>,
): string {
  const execution = openExecutionOf(transaction, input.domain, input);
  transaction.checkRate('RequestCancelWorkflowExecution', execution);
  execution.append('WorkflowExecutionCancelRequested', { externalInitiatedEventId: 0 });
  execution.row.cancelRequested = 1;
  return '';
}

export function terminateWorkflowExecution(
  transaction: Transaction,
  input: Wire<TerminateWorkflowExecutionInput>,
): string {
  const { childPolicy, details, reason } = input;
  terminateExecution(openExecutionOf(transaction, input.domain, input), {
    cause: 'OPERATOR_INITIATED',
    childPolicy,
    details,
    reason,
  });
  return '';
}

export function describeWorkflowExecution(
  transaction: Transaction,
  input: Wire<DescribeWorkflowExecutionInput>,
): string {
  const { row } = executionOf(transaction, input.domain, input.execution);
  return JSON.stringify({
    executionConfiguration: {
      childPolicy: row.childPolicy,
      executionStartToCloseTimeout: row.executionStartToCloseTimeout,
      lambdaRole: row.lambdaRole ?? undefined,
      taskList: { name: row.taskList },
      taskPriority: row.taskPriority ?? undefined,
      taskStartToCloseTimeout: row.taskStartToCloseTimeout,
    },
    executionInfo: executionInfo(row),
    latestActivityTaskTimestamp:
      row.latestActivityTaskTime === null ? undefined : toTimestamp(row.latestActivityTaskTime),
    latestExecutionContext: row.latestExecutionContext ?? undefined,
    openCounts: {
      openActivityTasks: row.openActivityTasks,
      openChildWorkflowExecutions: row.openChildWorkflowExecutions,
      // The pending task counts, a started one does not; a closed execution has none.
      openDecisionTasks: row.closeTime === null && row.pendingTaskId !== null ? 1 : 0,
      openLambdaFunctions: row.openLambdaFunctions,
      openTimers: row.openTimers,
    },
  });
}

export function getWorkflowExecutionHistory(
  transaction: Transaction,
  input: Wire<GetWorkflowExecutionHistoryInput>,
): string {
  const execution = executionOf(transaction, input.domain, input.execution);
  transaction.checkRate('GetWorkflowExecutionHistory', execution);
  const { row } = execution;
  const reverse = input.reverseOrder ?? false;
  const owner = `GetWorkflowExecutionHistory ${row.id}`;
  const from = pagePosition(transaction, owner, input.nextPageToken, isId);
  const { events, next } = historyPage(transaction, {
    executionId: row.id,
    first: 1,
    last: row.lastEventId,
    from,
    reverse,
    size: pageSize(input.maximumPageSize),
  });
  const token = next === undefined ? '' : `,"nextPageToken":"${pageToken(transaction, owner, next)}"`;
  return `{"events":${events}${token}}`;
}

function defaultName(setting: string): string {
  return `default${setting.charAt(0).toUpperCase()}${setting.slice(1)}`;
}
