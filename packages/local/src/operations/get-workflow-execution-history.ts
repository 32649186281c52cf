import type { GetWorkflowExecutionHistoryInput } from '@aws-sdk/client-swf';
import { historyPage } from '../engine/history-page.js';
import { executionOf } from '../engine/lookup.js';
import { pageSize } from '../engine/page.js';
import { pagePosition, pageToken } from '../engine/page-token.js';
import { isId } from '../engine/sealed.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function getWorkflowExecutionHistory(
  transaction: Transaction,
  input: Wire<GetWorkflowExecutionHistoryInput>,
): string {
  const execution = executionOf(transaction, input.domain, input.execution);
  transaction.checkRate('GetWorkflowExecutionHistory', execution);
  const { row } = execution;
  const reverse = input.reverseOrder ?? false;
  const owner = `GetWorkflowExecutionHistory ${row.id}`;
  const from = pagePosition(transaction, owner, input.nextPageToken, isId);
  const { events, next } = historyPage(transaction, {
    executionId: row.id,
    first: 1,
    last: row.lastEventId,
    from,
    reverse,
    size: pageSize(input.maximumPageSize),
  });
  const token = next === undefined ? '' : `,"nextPageToken":"${pageToken(transaction, owner, next)}"`;
  return `{"events":${events}${token}}`;
}
