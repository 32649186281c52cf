import type { DeprecateDomainInput } from '@aws-sdk/client-swf';
import { registeredDomainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

/** All types of the domain become deprecated with it. */
export function deprecateDomain(transaction: Transaction, { name }: Wire<DeprecateDomainInput>): string {
  const { id } = registeredDomainOf(transaction, name);
  const { domains, activityTypes, workflowTypes } = transaction.store;
  domains.setStatus(id, 'DEPRECATED');
  activityTypes.deprecateAll(id, transaction.now);
  workflowTypes.deprecateAll(id, transaction.now);
  return '';
}
