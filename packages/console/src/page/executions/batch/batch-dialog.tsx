import { useState } from 'preact/hooks';
import type { Change } from '../../../changes/change.js';
import { Dialog } from '../../components/dialog.js';
import { TextField } from '../../components/field.js';
import { counted, grouped } from '../../components/format.js';
import { Notice } from '../../components/notices.js';
import { batchChange, type FieldProblems, NO_FIELDS, problemsOf } from '../dialogs/change-fields.js';
import { ChangeForm } from '../dialogs/change-form.js';
import { ConfirmDomain, isConfirmed } from '../dialogs/confirm-domain.js';
import { WORDS } from '../dialogs/operations.js';
import type { ExecutionList } from '../list/execution-list.js';
import { NO_SELECTION } from '../list/selection.js';
import { BatchProgressView, resultText } from './batch-progress.js';
import { BatchReview } from './batch-review.js';
import { useBatch } from './use-batch.js';

/** What a dialog about a change of many runs needs. */
export interface BatchDialogProps {
  readonly list: ExecutionList;
  readonly operation: Change['operation'];
  /** What is selected: `3 executions`, `all 120 matching executions`. */
  readonly selected: string;
  /** Called when the change is over, with what it did. */
  readonly onOver: (result: string) => void;
  readonly onClose: () => void;
}

/** Changes many runs: what to do, then the frozen list and its confirmation, then the progress. */
export function BatchDialog({ list, operation, selected, onOver, onClose }: BatchDialogProps) {
  const batch = useBatch(list, operation, (progress) => onOver(resultText(progress, operation)));
  const [fields, setFields] = useState(NO_FIELDS);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [typed, setTyped] = useState('');
  const [typedDomain, setTypedDomain] = useState('');
  const { frozen, progress, error, isWaiting } = batch;
  const words = WORDS[operation];
  const isReady =
    frozen !== undefined &&
    frozen.count > 0 &&
    typed.trim() === String(frozen.count) &&
    isConfirmed(list.domain, typedDomain);

  const freeze = () => {
    const found = problemsOf(operation, fields);
    setProblems(found);
    if (Object.keys(found).length === 0) void batch.freeze(batchChange(operation, fields));
  };
  const submit = () => {
    if (isWaiting) return;
    if (!frozen) freeze();
    else if (isReady && !progress) void batch.run();
  };
  // A list that is frozen again is another one, to be confirmed by its own number.
  const back = () => {
    if (isWaiting) return;
    setTyped('');
    batch.thaw();
  };
  const finish = () => {
    if (progress) list.selection.value = NO_SELECTION;
    onClose();
  };
  return (
    <Dialog
      title={`${words.title}: ${frozen ? counted(frozen.count, 'execution') : selected}`}
      isWide={frozen !== undefined}
      step={progress ? 'progress' : frozen ? 'review' : isWaiting ? 'reading' : 'change'}
      onClose={finish}
      onSubmit={progress ? undefined : submit}
      footer={
        progress ? (
          <>
            {progress.state === 'running' && (
              <button type="button" onClick={() => void batch.stop()}>
                Stop
              </button>
            )}
            <button type="button" class="primary" onClick={finish}>
              {progress.state === 'running' ? 'Close, and let it run' : 'Done'}
            </button>
          </>
        ) : (
          <>
            {frozen ? (
              <button type="button" aria-disabled={isWaiting} onClick={back}>
                Back
              </button>
            ) : (
              <button type="button" onClick={onClose}>
                Close
              </button>
            )}
            {frozen ? (
              <button
                type="submit"
                class={operation === 'terminate' ? 'dangerous' : 'primary'}
                aria-disabled={!isReady || isWaiting}
              >
                {words.button} · {grouped(frozen.count)}
              </button>
            ) : (
              <button type="submit" class="primary" aria-disabled={isWaiting}>
                {isWaiting ? 'Reading the selection…' : 'Review the list'}
              </button>
            )}
          </>
        )
      }
    >
      {!frozen && (
        // What was sent is what will be done.
        <fieldset disabled={isWaiting}>
          <ChangeForm operation={operation} fields={fields} problems={problems} onChange={setFields} />
        </fieldset>
      )}
      {frozen && !progress && (
        <>
          <BatchReview frozen={frozen} domain={list.domain} rows={list.state.value.rows} />
          {frozen.count > 0 && (
            <TextField label={`Type ${frozen.count} to confirm`} value={typed} onInput={setTyped} isRequired isMono />
          )}
          <ConfirmDomain domain={list.domain} value={typedDomain} onInput={setTypedDomain} />
        </>
      )}
      {progress && <BatchProgressView progress={progress} operation={operation} />}
      {error && <Notice tone="failed">{error.message}</Notice>}
    </Dialog>
  );
}
