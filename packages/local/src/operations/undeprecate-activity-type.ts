import type { UndeprecateActivityTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { undeprecateType } from './registered-types.js';

export function undeprecateActivityType(transaction: Transaction, input: Wire<UndeprecateActivityTypeInput>): string {
  return undeprecateType(transaction, 'activity', input.domain, input.activityType);
}
