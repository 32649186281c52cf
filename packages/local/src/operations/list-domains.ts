import type { ListDomainsInput } from '@aws-sdk/client-swf';
import { pagePosition, pageSize, pageToken } from '../engine/page-token.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { domainInfo } from './domain-info.js';

const OPERATION = 'ListDomains';

export function listDomains(transaction: Transaction, input: Wire<ListDomainsInput>): string {
  const { region, store } = transaction;
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, OPERATION, input.nextPageToken, isName);
  const rows = store.domains.list(region, input.registrationStatus, after, input.reverseOrder ?? false, size + 1);
  const page = rows.slice(0, size);
  return JSON.stringify({
    domainInfos: page.map((row) => domainInfo(transaction, row)),
    nextPageToken: rows.length > size ? pageToken(transaction, OPERATION, page.at(-1)?.name) : undefined,
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string';
}
