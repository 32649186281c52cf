import type { UndeprecateWorkflowTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { undeprecateType } from './registered-types.js';

export function undeprecateWorkflowType(transaction: Transaction, input: Wire<UndeprecateWorkflowTypeInput>): string {
  return undeprecateType(transaction, 'workflow', input.domain, input.workflowType);
}
