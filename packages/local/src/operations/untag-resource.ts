import type { UntagResourceInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainOfArn } from './domain-tags.js';

export function untagResource(transaction: Transaction, { resourceArn, tagKeys }: Wire<UntagResourceInput>): string {
  const { id } = domainOfArn(transaction, resourceArn);
  for (const key of tagKeys) transaction.store.domainTags.remove(id, key);
  return '';
}
