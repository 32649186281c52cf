import { grouped } from '../../components/format.js';
import type { ExecutionList } from './execution-list.js';

/** What follows the last row: more rows, a question, or the end. */
export function GridEnd({ list }: { readonly list: ExecutionList }) {
  const { rows, read, nextPage, isStopped } = list.state.value;
  const error = list.error.value;
  if (error) {
    return (
      <div class="grid-end" role="alert">
        <span>{error.message}</span>
        <button type="button" onClick={() => list.tryAgain()}>
          Try again
        </button>
      </div>
    );
  }
  if (nextPage === undefined)
    return rows.length > 20 ? <div class="grid-end">The end of {grouped(rows.length)}</div> : null;
  if (isStopped && !list.isLoading.value) {
    return (
      <div class="grid-end">
        <span>
          Stopped after 5 pages of SWF: {grouped(read)} executions read, {grouped(rows.length)} match.
        </span>
        <button type="button" onClick={() => void list.readOn()}>
          Read on
        </button>
      </div>
    );
  }
  return <div class="grid-end">Reading on…</div>;
}
