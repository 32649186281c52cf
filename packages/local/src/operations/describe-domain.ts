import type { DescribeDomainInput } from '@aws-sdk/client-swf';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainInfo } from './domain-info.js';

export function describeDomain(transaction: Transaction, { name }: Wire<DescribeDomainInput>): string {
  const domain = domainOf(transaction, name);
  return JSON.stringify({
    configuration: { workflowExecutionRetentionPeriodInDays: domain.retention },
    domainInfo: domainInfo(transaction, domain),
  });
}
