import type { DeprecateWorkflowTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { deprecateType } from './registered-types.js';

export function deprecateWorkflowType(transaction: Transaction, input: Wire<DeprecateWorkflowTypeInput>): string {
  return deprecateType(transaction, 'workflow', input.domain, input.workflowType);
}
