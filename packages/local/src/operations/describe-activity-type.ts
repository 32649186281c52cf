import type { DescribeActivityTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { describeRegisteredType } from './registered-types.js';

export function describeActivityType(transaction: Transaction, input: Wire<DescribeActivityTypeInput>): string {
  return describeRegisteredType(transaction, 'activity', input.domain, input.activityType);
}
