import type { RegisterWorkflowTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { registerType } from './registered-types.js';

export function registerWorkflowType(transaction: Transaction, input: Wire<RegisterWorkflowTypeInput>): string {
  return registerType(transaction, 'workflow', input);
}
