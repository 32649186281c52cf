import type { ListDomainsInput } from '@aws-sdk/client-swf';
import { cutPage, pageSize } from '../engine/page.js';
import { pagePosition, pageToken } from '../engine/page-token.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainInfo } from './domain-info.js';

const OPERATION = 'ListDomains';

export function listDomains(transaction: Transaction, input: Wire<ListDomainsInput>): string {
  const { region, store } = transaction;
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, OPERATION, input.nextPageToken, isName);
  const rows = store.domains.list(region, input.registrationStatus, after, input.reverseOrder ?? false, size + 1);
  const { items, last } = cutPage(rows, size, (row) => domainInfo(transaction, row));
  const token = last && pageToken(transaction, OPERATION, last.name);
  return `{"domainInfos":${items}${token === undefined ? '' : `,"nextPageToken":"${token}"`}}`;
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}
