import { signal } from '@preact/signals';
import { Dialog } from '../components/dialog.js';
import { session } from '../data/session.js';
import { activeKeys, keysEnabled } from './keys.js';

const isShown = signal(false);

/** Opens the list of keys. */
export function showHelp(): void {
  isShown.value = true;
}

/** The list of the keys that do something on the page behind it. */
export function Help() {
  if (!isShown.value) return null;
  return (
    <Dialog
      title="Keys"
      onClose={() => {
        isShown.value = false;
      }}
    >
      <dl class="key-list">
        {activeKeys()
          .filter(([key]) => key !== 'Escape')
          .map(([key, { title }]) => (
            <div key={key}>
              <dt>
                {key.split(' ').map((part, index) => (
                  <kbd key={index}>{part === ' ' ? 'Space' : part}</kbd>
                ))}
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
        <div>
          <dt>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
          </dt>
          <dd>Move in a table or menu</dd>
        </div>
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>Open the row</dd>
        </div>
        <div>
          <dt>
            <kbd>Ctrl</kbd>
            <kbd>Enter</kbd>
          </dt>
          <dd>Do what the dialog is for</dd>
        </div>
        <div>
          <dt>
            <kbd>Space</kbd>
          </dt>
          <dd>Select the row; with Shift, all up to it</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>Close what is open, or clear the selection</dd>
        </div>
      </dl>
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
