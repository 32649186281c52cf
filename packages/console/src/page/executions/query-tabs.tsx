import { useEffect, useState } from 'preact/hooks';
import type { SavedQuery } from '../../api/session.js';
import { Dialog } from '../components/dialog.js';
import { Icon } from '../components/icon.js';
import { Tabs } from '../components/tabs.js';
import { toast } from '../components/toast.js';
import { toProblemError } from '../data/problem-error.js';
import { session } from '../data/session.js';
import { useKeys } from '../shell/keys.js';
import { isSameFilter, problemOfFilter } from './filter/filter-text.js';
import { builtInQueries, loadQueries, removeQuery, savedQueries, saveQuery } from './filter/saved-queries.js';

interface QueryTabsProps {
  readonly q: string;
  readonly onSelect: (q: string) => void;
}

/** The built-in queries and the user's own, as tabs. */
export function QueryTabs({ q, onSelect }: QueryTabsProps) {
  const [isSaving, setSaving] = useState(false);
  useEffect(() => void loadQueries(), []);
  const queries = [...builtInQueries, ...savedQueries.value];
  const selected = queries.find((query) => isSameFilter(query.q, q));
  const isOwn = selected !== undefined && savedQueries.value.includes(selected);
  useKeys(
    Object.fromEntries(
      queries.slice(0, 9).map((query, index) => [`${index + 1}`, { title: query.name, run: () => onSelect(query.q) }]),
    ),
  );
  const remove = async (name: string) => {
    try {
      await removeQuery(name);
    } catch (error) {
      toast(`${name} is not removed: ${toProblemError(error).message}`, 'failed');
    }
  };
  return (
    <Tabs
      label="Queries"
      panel="executions"
      tabs={queries.map((query) => ({ id: query.name, title: query.name, note: noteOf(query) }))}
      selected={selected?.name}
      onSelect={(name) => onSelect(queries.find((query) => query.name === name)?.q ?? '')}
    >
      {session.value?.features.queries && !selected && problemOfFilter(q) === undefined && (
        <button type="button" class="quiet" onClick={() => setSaving(true)}>
          <Icon name="star" />
          Save
        </button>
      )}
      {isOwn && (
        <button type="button" class="quiet" onClick={() => void remove(selected.name)}>
          Remove query
        </button>
      )}
      {isSaving && <SaveDialog q={q} onClose={() => setSaving(false)} />}
    </Tabs>
  );
}

/** The terms of a query; today is a day of the calendar, not the last 24 hours. */
function noteOf({ q }: SavedQuery): string {
  return q === '' ? 'no filter' : `${q}${/:today\b/.test(q) ? ' (since midnight; 1d is the last 24 hours)' : ''}`;
}

function SaveDialog({ q, onClose }: { readonly q: string; readonly onClose: () => void }) {
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
