import type {
  DeprecateDomainInput,
  DescribeDomainInput,
  DomainInfo,
  ListDomainsInput,
  ListTagsForResourceInput,
  RegisterDomainInput,
  ResourceTag,
  TagResourceInput,
  UndeprecateDomainInput,
  UntagResourceInput,
} from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import type { Wire } from '../api/wire.js';
import type { Transaction } from '../engine/transaction.js';
import type { DomainRow } from '../store/domains.js';
import { domainOf, registeredDomainOf } from './lookup.js';
import { cutPage, pagePosition, pageSize, pageToken } from './paging.js';

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

export function describeDomain(transaction: Transaction, { name }: Wire<DescribeDomainInput>): string {
  const domain = domainOf(transaction, name);
  return JSON.stringify({
    configuration: { workflowExecutionRetentionPeriodInDays: domain.retention },
    domainInfo: domainInfo(transaction, domain),
  });
}

export function listDomains(transaction: Transaction, input: Wire<ListDomainsInput>): string {
  const { region, store } = transaction;
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, 'ListDomains', input.nextPageToken, isName);
  const rows = store.domains.list(region, input.registrationStatus, after, input.reverseOrder ?? false, size + 1);
  const { items, last } = cutPage(rows, size, (row) => domainInfo(transaction, row));
  const token = last && pageToken(transaction, 'ListDomains', last.name);
  return `{"domainInfos":${items}${token === undefined ? '' : `,"nextPageToken":"${token}"`}}`;
}

/** Deprecates a domain and all of its types. */
export function deprecateDomain(transaction: Transaction, { name }: Wire<DeprecateDomainInput>): string {
  const { id } = registeredDomainOf(transaction, name);
  const { domains, activityTypes, workflowTypes } = transaction.store;
  domains.setStatus(id, 'DEPRECATED');
  activityTypes.deprecateAll(id, transaction.now);
  workflowTypes.deprecateAll(id, transaction.now);
  return '';
}

/** Undeprecates a domain. Its types stay deprecated. */
export function undeprecateDomain(transaction: Transaction, { name }: Wire<UndeprecateDomainInput>): string {
  const { id, status } = domainOf(transaction, name);
  if (status === 'REGISTERED') throw new Fault('DomainAlreadyExistsFault', name);
  transaction.store.domains.setStatus(id, 'REGISTERED');
  return '';
}

export function tagResource(transaction: Transaction, { resourceArn, tags }: Wire<TagResourceInput>): string {
  putTags(transaction, domainOfArn(transaction, resourceArn).id, tags);
  return '';
}

export function untagResource(transaction: Transaction, { resourceArn, tagKeys }: Wire<UntagResourceInput>): string {
  const { id } = domainOfArn(transaction, resourceArn);
  for (const key of tagKeys) transaction.store.domainTags.remove(id, key);
  return '';
}

export function listTagsForResource(transaction: Transaction, { resourceArn }: Wire<ListTagsForResourceInput>): string {
  const { id } = domainOfArn(transaction, resourceArn);
  const tags = transaction.store.domainTags.list(id).map(({ key, value }) => ({ key, value: value ?? undefined }));
  return JSON.stringify({ tags });
}

/** Returns a domain as SWF's structure DomainInfo. */
function domainInfo(transaction: Transaction, { name, status, description }: DomainRow): Wire<DomainInfo> {
  return { arn: domainArn(transaction, name), description: description ?? undefined, name, status };
}

/** Returns the ARN of a domain. */
function domainArn({ region, environment: { account } }: Transaction, name: string): string {
  return `arn:aws:swf:${region}:${account}:/domain/${name}`;
}

/**
 * @throws {@link Fault} UnknownResourceFault if the ARN is not that of a domain of this account and
 * region.
 */
function domainOfArn(transaction: Transaction, arn: string): DomainRow {
  const { store, region } = transaction;
  const prefix = domainArn(transaction, '');
  const domain = arn.startsWith(prefix) ? store.domains.byName(region, arn.slice(prefix.length)) : undefined;
  if (!domain) throw new Fault('UnknownResourceFault', `Unknown resource: ${arn}`);
  return domain;
}

/** Adds tags to a domain; a tag with the same key is overwritten. */
function putTags(transaction: Transaction, domainId: number, tags: readonly Wire<ResourceTag>[]): void {
  const { store, limits } = transaction;
  for (const { key, value } of tags) store.domainTags.put(domainId, key, value);
  if (store.domainTags.list(domainId).length > limits.tagsPerDomain)
    throw new Fault('TooManyTagsFault', `A domain can have at most ${limits.tagsPerDomain} tags`);
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}
