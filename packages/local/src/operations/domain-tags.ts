import type { ResourceTag } from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import type { DomainRow } from '../store/domains.js';

/** Returns the ARN of a domain. Only domains have one. */
export function domainArn({ region, surroundings: { account } }: Transaction, name: string): string {
  return `arn:aws:swf:${region}:${account}:/domain/${name}`;
}

/** @throws {@link Fault} UnknownResourceFault if the ARN is not that of a domain of this account and region. */
export function domainOfArn(transaction: Transaction, arn: string): DomainRow {
  const { store, region } = transaction;
  const prefix = domainArn(transaction, '');
  const domain = arn.startsWith(prefix) ? store.domains.byName(region, arn.slice(prefix.length)) : undefined;
  if (!domain) throw new Fault('UnknownResourceFault', `Unknown resource: ${arn}`);
  return domain;
}

/** Adds tags to a domain; a tag with the same key is overwritten. */
export function putTags(transaction: Transaction, domainId: number, tags: readonly Wire<ResourceTag>[]): void {
  const { store, limits } = transaction;
  for (const { key, value } of tags) store.domainTags.put(domainId, key, value);
  if (store.domainTags.list(domainId).length > limits.tagsPerDomain)
    throw new Fault('TooManyTagsFault', `A domain can have at most ${limits.tagsPerDomain} tags`);
}
