import type { RegisterActivityTypeInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { registerType } from './registered-types.js';

export function registerActivityType(transaction: Transaction, input: Wire<RegisterActivityTypeInput>): string {
  return registerType(transaction, 'activity', input);
}
