import type { StartWorkflowExecutionInput } from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { describeType, registeredDomainOf, typeOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import { startExecution } from '../engine/start.js';
import { resolveStartSettings } from '../engine/start-settings.js';
import type { Transaction } from '../engine/transaction.js';

export function startWorkflowExecution(transaction: Transaction, input: Wire<StartWorkflowExecutionInput>): string {
  const { workflowId, workflowType } = input;
  const domain = registeredDomainOf(transaction, input.domain);
  const type = typeOf(transaction, 'workflow', domain.id, workflowType);
  if (type.status === 'DEPRECATED') throw new Fault('TypeDeprecatedFault', describeType('workflow', workflowType));
  const settings = resolveStartSettings(workflowId, workflowType, input, type.configuration);
  if (typeof settings === 'string') throw new Fault('DefaultUndefinedFault', defaultName(settings));
  if (transaction.openExecution(domain.id, workflowId))
    throw new Fault('WorkflowExecutionAlreadyStartedFault', 'Already Started');
  if (domain.openExecutions >= transaction.limits.openExecutionsPerDomain)
    throw new Fault('LimitExceededFault', `Limit on open executions of a domain reached: ${domain.openExecutions}`);
  const { runId } = startExecution(transaction, domain.id, settings).reference;
  return JSON.stringify({ runId });
}

function defaultName(setting: string): string {
  return `default${setting.charAt(0).toUpperCase()}${setting.slice(1)}`;
}
