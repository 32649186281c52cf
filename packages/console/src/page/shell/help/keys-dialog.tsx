import { Dialog } from '../../components/dialog.js';
import { session } from '../../data/session.js';
import { activeKeys, keysEnabled } from '../keys.js';

type Line = readonly [keys: readonly string[], title: string];

const ROWS: readonly Line[] = [
  [['↑', '↓'], 'Move in a table or menu'],
  [['Enter'], 'Open the row'],
  [['Space'], 'Select the row; with Shift, all up to it'],
];

const ANYWHERE: readonly Line[] = [
  [['Ctrl', 'Enter'], 'Do what the dialog is for'],
  [['Esc'], 'Close what is open, leave a field, or clear the selection'],
];

/** The list of the keys that do something on the page behind it, in groups. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const lines = activeKeys().filter(([key]) => key !== 'Escape');
  const groups = ['This page', 'Rows', 'Tabs', 'Go to', 'Anywhere'].map((group) => {
    const own = lines.flatMap(([key, { title }]): readonly Line[] =>
      groupOf(key) === group ? [[key.split(' '), title]] : [],
    );
    const sorted = group === 'Tabs' ? own.toSorted(([[one]], [[other]]) => Number(one) - Number(other)) : own;
    return [group, [...sorted, ...(group === 'Rows' ? ROWS : group === 'Anywhere' ? ANYWHERE : [])]] as const;
  });
  return (
    <Dialog title="Keys" isWide onClose={onClose}>
      <div class="key-groups">
        {groups.map(
          ([group, own]) =>
            own.length > 0 && (
              <section key={group} aria-label={group}>
                <h3>{group}</h3>
                <dl class="key-list">
                  {own.map(([keys, title]) => (
                    <div key={keys.join(' ')}>
                      <dt>
                        {keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </dt>
                      <dd>{title}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ),
        )}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={keysEnabled.value}
          onChange={({ currentTarget }) => {
            keysEnabled.value = currentTarget.checked;
          }}
        />
        Use single-key shortcuts
      </label>
      <p class="secondary">SWF console {session.value?.version}</p>
    </Dialog>
  );
}

function groupOf(key: string): string {
  if (key.startsWith('g ')) return 'Go to';
  if (/^\d$/.test(key) && key !== '0') return 'Tabs';
  if (key === 'j' || key === 'k') return 'Rows';
  return key === 'p' || key === '?' ? 'Anywhere' : 'This page';
}
