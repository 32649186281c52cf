import { signal } from '@preact/signals';
import { dialogPart } from '../../components/dialog-part.js';

const KeysDialog = dialogPart<{ readonly onClose: () => void }>(
  'Keys',
  async () => (await import('./keys-dialog.js')).KeysDialog,
);

const isShown = signal(false);

/** Opens the list of keys. */
export function showHelp(): void {
  isShown.value = true;
}

/** The list of keys, while it is open. */
export function Help() {
  if (!isShown.value) return null;
  return (
    <KeysDialog
      onClose={() => {
        isShown.value = false;
      }}
    />
  );
}
