import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { Batch } from './merge.js';
import type { Position } from './position.js';

/** What `pages()` tells of a merged listing: a page, and the token of the position after it. */
export interface MergedPage {
  readonly infos: readonly WorkflowExecutionInfo[];
  readonly nextPageToken: string | undefined;
}

/** Cuts a merged listing into pages of at most `pageSize` that can be told without another request, leaving out what the position has passed. */
export async function* mergedPages(
  batches: AsyncIterable<Batch>,
  position: Position,
  pageSize: number,
): AsyncGenerator<MergedPage, void, void> {
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
