import type { DescribeWorkflowTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { describeRegisteredType } from './registered-types.js';

export function describeWorkflowType(transaction: Transaction, input: Wire<DescribeWorkflowTypeInput>): string {
  return describeRegisteredType(transaction, 'workflow', input.domain, input.workflowType);
}
