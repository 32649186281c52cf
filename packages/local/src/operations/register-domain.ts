import type { RegisterDomainInput } from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { putTags } from './domain-tags.js';

export function registerDomain(transaction: Transaction, input: Wire<RegisterDomainInput>): string {
  const { region, limits } = transaction;
  const { domains } = transaction.store;
  const { name, description, tags = [] } = input;
  if (domains.byName(region, name)) throw new Fault('DomainAlreadyExistsFault', name);
  if (domains.count(region) >= limits.domains)
    throw new Fault('LimitExceededFault', `Limit on domains of an account reached: ${limits.domains}`);
  const id = domains.insert(region, name, description, input.workflowExecutionRetentionPeriodInDays);
  putTags(transaction, id, tags);
  return '';
}
