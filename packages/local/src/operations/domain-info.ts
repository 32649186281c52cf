import type { DomainInfo } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import type { DomainRow } from '../store/domains.js';
import { domainArn } from './domain-tags.js';

/** A domain as SWF's structure DomainInfo. */
export function domainInfo(transaction: Transaction, { name, status, description }: DomainRow): Wire<DomainInfo> {
  return { arn: domainArn(transaction, name), description: description ?? undefined, name, status };
}
