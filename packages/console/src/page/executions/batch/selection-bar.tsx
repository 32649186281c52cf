import { useState } from 'preact/hooks';
import type { BatchChange } from '../../../api/batches.js';
import { grouped } from '../../components/format.js';
import { Icon } from '../../components/icon.js';
import { refusalOf } from '../../data/session.js';
import { useKeys } from '../../shell/keys.js';
import { KIND_OF, WORDS } from '../dialogs/change-fields.js';
import { countOf, type ExecutionList } from '../list/execution-list.js';
import { isAnySelected, NO_SELECTION } from '../list/selection.js';
import { BatchDialog } from './batch-dialog.js';

const OPERATIONS: readonly BatchChange['operation'][] = ['signal', 'cancel', 'terminate'];

/** What is selected, and what can be done with it. */
export function SelectionBar({ list }: { readonly list: ExecutionList }) {
  const selection = list.selection.value;
  const state = list.state.value;
  const [operation, setOperation] = useState<BatchChange['operation'] | undefined>(undefined);
  const clear = () => {
    list.selection.value = NO_SELECTION;
  };
  useKeys({ Escape: { title: 'Clear the selection', run: clear } });
  if (!isAnySelected(selection)) return null;
  const count = countOf(state, list.count.value);
  const isWhole = selection.kind === 'matching';
  const all = count === undefined ? 'all' : `all ${grouped(count.count)}${count.truncated ? '+' : ''}`;
  return (
    <section class="selection-bar" aria-label="Selection">
      <strong>{isWhole ? `${all} matching` : `${grouped(selection.runs.size)} selected`}</strong>
      {!isWhole && state.nextPage !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => {
            list.selection.value = { kind: 'matching' };
          }}
        >
          Select {all} matching
        </button>
      )}
      <span class="selection-actions">
        {OPERATIONS.map((each) => {
          const refusal = refusalOf(KIND_OF[each]);
          return (
            <button
              key={each}
              type="button"
              class={each === 'terminate' && refusal === undefined ? 'is-dangerous' : ''}
              aria-disabled={refusal !== undefined}
              title={refusal}
              onClick={() => refusal === undefined && setOperation(each)}
            >
              {WORDS[each].title}
            </button>
          );
        })}
        <button type="button" class="quiet square" aria-label="Clear the selection" title="Clear (Esc)" onClick={clear}>
          <Icon name="close" />
        </button>
      </span>
      {operation && <BatchDialog list={list} operation={operation} onClose={() => setOperation(undefined)} />}
    </section>
  );
}
