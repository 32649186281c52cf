import type { ListWorkflowTypesInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { listTypes } from './registered-types.js';

export function listWorkflowTypes(transaction: Transaction, input: Wire<ListWorkflowTypesInput>): string {
  return listTypes(transaction, 'workflow', input);
}
