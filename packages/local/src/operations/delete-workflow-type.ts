import type { DeleteWorkflowTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { deleteType } from './registered-types.js';

export function deleteWorkflowType(transaction: Transaction, input: Wire<DeleteWorkflowTypeInput>): string {
  return deleteType(transaction, 'workflow', input.domain, input.workflowType);
}
