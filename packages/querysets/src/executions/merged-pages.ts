import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { InfoPage } from './list-executions.js';
import type { Batch } from './merge.js';
import type { Position } from './position.js';

/** Cuts a merged listing into pages of at most `pageSize`, without what the position has passed. */
export async function* mergedPages(
  batches: AsyncIterable<Batch>,
  position: Position,
  pageSize: number,
): AsyncGenerator<InfoPage, void, void> {
  for await (const batch of batches) {
    let infos: WorkflowExecutionInfo[] = [];
    for (const info of batch.infos) {
      if (infos.length === pageSize) {
        yield { infos, nextPageToken: position.toToken() };
        infos = [];
      }
      if (position.advance(info)) infos.push(info);
    }
    if (batch.isLast || infos.length > 0) {
      yield { infos, nextPageToken: batch.isLast ? undefined : position.toToken() };
    }
  }
}
