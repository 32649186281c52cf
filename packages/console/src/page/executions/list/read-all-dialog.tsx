import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.js';
import { counted, grouped } from '../../components/format.js';
import { Notice } from '../../components/notices.js';
import { toProblemError } from '../../data/problem-error.js';
import { countOf, type ExecutionList } from './execution-list.js';

/** What the dialog needs. */
export interface ReadAllDialogProps {
  readonly list: ExecutionList;
  /** Called when all rows are read. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Reads all rows of a list, and shows how far it is; closing it stops the reading. */
export function ReadAllDialog({ list, onDone, onClose }: ReadAllDialogProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { rows, read } = list.state.value;
  const count = countOf(list.state.value, list.count.value);
  const isKnown = count !== undefined && !count.truncated;
  useEffect(() => {
    const own = new AbortController();
    list.readAll(own.signal).then(
      () => {
        if (own.signal.aborted) return;
        onDone();
        onClose();
      },
      (error: unknown) => setProblem(toProblemError(error).message),
    );
    return () => own.abort();
  }, [list]);
  return (
    <Dialog
      title="Reading all that match"
      onClose={onClose}
      footer={
        <button type="button" onClick={onClose}>
          Stop
        </button>
      }
    >
      <div class="batch-progress">
        <p>
          {counted(rows.length, 'row')}
          {isKnown && ` of ${grouped(count.count)}`}, {counted(read, 'execution')} read
        </p>
        <progress aria-label="Progress" {...(isKnown && { max: Math.max(1, count.count), value: rows.length })} />
      </div>
      {problem !== undefined && <Notice tone="failed">{problem}</Notice>}
    </Dialog>
  );
}
