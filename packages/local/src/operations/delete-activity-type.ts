import type { DeleteActivityTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { deleteType } from './registered-types.js';

export function deleteActivityType(transaction: Transaction, input: Wire<DeleteActivityTypeInput>): string {
  return deleteType(transaction, 'activity', input.domain, input.activityType);
}
