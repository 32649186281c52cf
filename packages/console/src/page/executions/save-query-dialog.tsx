import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { toProblemError } from '../data/problem-error.js';
import { builtInQueries, savedQueries, saveQuery } from './filter/saved-queries.js';

/** What the dialog needs. */
export interface SaveQueryDialogProps {
  readonly q: string;
  readonly onClose: () => void;
}

/** Gives a filter a name, by which it becomes a tab. */
export function SaveQueryDialog({ q, onClose }: SaveQueryDialogProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const isBuiltIn = builtInQueries.some((query) => query.name === name.trim());
  const isTaken = savedQueries.value.some((query) => query.name === name.trim());
  const save = async () => {
    if (name.trim() === '') setProblem('name must not be empty');
    else if (isBuiltIn) setProblem(`"${name.trim()}" is a built-in query`);
    else {
      try {
        await saveQuery({ name: name.trim(), q });
        onClose();
      } catch (error) {
        setProblem(toProblemError(error).message);
      }
    }
  };
  return (
    <Dialog
      title="Save this query"
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            {isTaken ? 'Replace' : 'Save'}
          </button>
        </>
      }
    >
      <p class="secondary">
        <code>{q}</code>
      </p>
      <div class="field">
        <label for="query-name">Name</label>
        <input id="query-name" value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        <span class={`field-note ${problem === undefined ? '' : 'is-failed'}`}>
          {problem ?? (isTaken ? 'A query of this name is replaced.' : '"swf list --saved NAME" runs it too.')}
        </span>
      </div>
    </Dialog>
  );
}
