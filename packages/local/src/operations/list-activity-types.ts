import type { ListActivityTypesInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { listTypes } from './registered-types.js';

export function listActivityTypes(transaction: Transaction, input: Wire<ListActivityTypesInput>): string {
  return listTypes(transaction, 'activity', input);
}
