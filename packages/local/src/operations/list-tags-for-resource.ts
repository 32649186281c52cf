import type { ListTagsForResourceInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainOfArn } from './domain-tags.js';

export function listTagsForResource(transaction: Transaction, { resourceArn }: Wire<ListTagsForResourceInput>): string {
  const { id } = domainOfArn(transaction, resourceArn);
  const tags = transaction.store.domainTags.list(id).map(({ key, value }) => ({ key, value: value ?? undefined }));
  return JSON.stringify({ tags });
}
