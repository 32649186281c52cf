import type { TagResourceInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainOfArn, putTags } from './domain-tags.js';

export function tagResource(transaction: Transaction, { resourceArn, tags }: Wire<TagResourceInput>): string {
  putTags(transaction, domainOfArn(transaction, resourceArn).id, tags);
  return '';
}
