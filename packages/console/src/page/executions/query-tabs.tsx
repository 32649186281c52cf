import { useEffect, useState } from 'preact/hooks';
import type { SavedQuery } from '../../api/session.js';
import { dialogPart } from '../components/dialog-part.js';
import { Icon } from '../components/icon.js';
import { Tabs } from '../components/tabs.js';
import { toast } from '../components/toast.js';
import { toProblemError } from '../data/problem-error.js';
import { session } from '../data/session.js';
import { useKeys } from '../shell/keys.js';
import { isSameFilter, problemOfFilter, termsBeyond } from './filter/filter-text.js';
import { builtInQueries, loadQueries, removeQuery, savedQueries } from './filter/saved-queries.js';
import type { SaveQueryDialogProps } from './save-query-dialog.js';

const SaveQueryDialog = dialogPart<SaveQueryDialogProps>(
  'Save this query',
  async () => (await import('./save-query-dialog.js')).SaveQueryDialog,
);

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
  const begun = selected ?? presetOf(q, queries);
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
      tabs={queries.map((query) => ({
        id: query.name,
        title: query.name,
        note: noteOf(query),
        more: query === begun && query !== selected ? termsBeyond(q, query.q) : undefined,
      }))}
      selected={begun?.name}
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
      {isSaving && <SaveQueryDialog q={q} onClose={() => setSaving(false)} />}
    </Tabs>
  );
}

/** Returns the query that a filter begins with: of several, the one with the most terms. */
function presetOf(q: string, queries: readonly SavedQuery[]): SavedQuery | undefined {
  const fitting = queries.flatMap((query) => {
    const beyond = termsBeyond(q, query.q);
    return beyond === undefined ? [] : [{ query, beyond }];
  });
  return fitting.toSorted((one, other) => one.beyond - other.beyond)[0]?.query;
}

/** The terms of a query; today is a day of the calendar, not the last 24 hours. */
function noteOf({ q }: SavedQuery): string {
  return q === '' ? 'no filter' : `${q}${/:today\b/.test(q) ? ' (since midnight; 1d is the last 24 hours)' : ''}`;
}
