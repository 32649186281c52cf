import type { DeprecateActivityTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { deprecateType } from './registered-types.js';

export function deprecateActivityType(transaction: Transaction, input: Wire<DeprecateActivityTypeInput>): string {
  return deprecateType(transaction, 'activity', input.domain, input.activityType);
}
