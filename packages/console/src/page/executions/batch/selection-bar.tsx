import { useRef, useState } from 'preact/hooks';
import type { Change } from '../../../changes/change.js';
import { dialogPart } from '../../components/dialog-part.js';
import { counted, grouped } from '../../components/format.js';
import { Icon } from '../../components/icon.js';
import { refusalOf } from '../../data/session.js';
import { useKeys } from '../../shell/keys.js';
import { KIND_OF, WORDS } from '../dialogs/operations.js';
import { countOf, type ExecutionList } from '../list/execution-list.js';
import { NO_SELECTION } from '../list/selection.js';
import type { BatchDialogProps } from './batch-dialog.js';

const BatchDialog = dialogPart<BatchDialogProps>(
  'Change executions',
  async () => (await import('./batch-dialog.js')).BatchDialog,
);

const OPERATIONS: readonly Change['operation'][] = ['signal', 'cancel', 'terminate'];

/** What the bar needs. */
export interface SelectionBarProps {
  readonly list: ExecutionList;
}

/** What is selected, and what can be done with it. It is there while anything is. */
export function SelectionBar({ list }: SelectionBarProps) {
  const [operation, setOperation] = useState<Change['operation'] | undefined>(undefined);
  const clear = () => {
    list.selection.value = NO_SELECTION;
  };
  useKeys({ Escape: { title: 'Clear the selection', run: clear } });
  const [result, setResult] = useState<string | undefined>(undefined);
  const words = useWhile(operation === undefined, wordsOf(list));
  void BatchDialog.preload();
  return (
    <section class="selection-bar" aria-label="Selection">
      <strong>{result ?? words.selected}</strong>
      {operation === undefined && words.rest !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => {
            list.selection.value = { kind: 'matching' };
          }}
        >
          {words.rest}
        </button>
      )}
      <span class="selection-actions">
        {OPERATIONS.map((each) => {
          const refusal = operation === undefined ? refusalOf(KIND_OF[each]) : 'Another change is being made.';
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
      {operation && (
        <BatchDialog
          list={list}
          operation={operation}
          selected={words.executions}
          onOver={setResult}
          onClose={() => {
            setResult(undefined);
            setOperation(undefined);
          }}
        />
      )}
    </section>
  );
}

/** Returns a value as it was when the condition held last: what a dialog is about must not move behind it. */
function useWhile<Value>(condition: boolean, value: Value): Value {
  const held = useRef(value);
  if (condition) held.current = value;
  return held.current;
}

interface Words {
  readonly selected: string;
  /** The same in the title of a dialog. */
  readonly executions: string;
  /** What else could be selected. */
  readonly rest: string | undefined;
}

/** Says what is selected, and what else could be. */
function wordsOf(list: ExecutionList): Words {
  const selection = list.selection.value;
  const state = list.state.value;
  const count = countOf(state, list.count.value);
  const all = count === undefined ? 'all' : `all ${grouped(count.count)}${count.truncated ? '+' : ''}`;
  if (selection.kind === 'matching') {
    return { selected: `${all} matching`, executions: `${all} matching executions`, rest: undefined };
  }
  return {
    selected: `${grouped(selection.runs.size)} selected`,
    executions: counted(selection.runs.size, 'execution'),
    rest: state.nextPage === undefined ? undefined : `Select ${all} matching`,
  };
}
