import type { UndeprecateDomainInput } from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

/** Its types stay deprecated; each is undeprecated by itself. */
export function undeprecateDomain(transaction: Transaction, { name }: Wire<UndeprecateDomainInput>): string {
  const { id, status } = domainOf(transaction, name);
  if (status === 'REGISTERED') throw new Fault('DomainAlreadyExistsFault', name);
  transaction.store.domains.setStatus(id, 'REGISTERED');
  return '';
}
