import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { useSending } from '../components/use-sending.js';
import { builtInQueries, savedQueries, saveQuery } from './filter/saved-queries.js';

/** What the dialog needs. */
export interface SaveQueryDialogProps {
  readonly q: string;
  readonly onClose: () => void;
}

/** Gives a filter a name, by which it becomes a tab. */
export function SaveQueryDialog({ q, onClose }: SaveQueryDialogProps) {
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const { error, send } = useSending();
  const problem = refusal ?? error?.message;
  const given = name.trim();
  const isTaken = savedQueries.value.some((query) => query.name === given);
  const save = () => {
    const isBuiltIn = builtInQueries.some((query) => query.name === given);
    const found = given === '' ? 'name must not be empty' : isBuiltIn ? `"${given}" is a built-in query` : undefined;
    setRefusal(found);
    if (found === undefined) void send(`Save ${given}`, () => saveQuery({ name: given, q }), onClose);
  };
  return (
    <Dialog
      title="Save this query"
      onClose={onClose}
      onSubmit={save}
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
