import { Dialog } from '../dialog.js';

/** What the dialog needs. */
export interface CopyDialogProps {
  /** What was to be copied: `Copy as command`. */
  readonly title: string;
  readonly text: string;
  readonly onClose: () => void;
}

/** Shows a text selected, to be copied by hand where the browser does not let the page do it. */
export function CopyDialog({ title, text, onClose }: CopyDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      }
    >
      <p>The browser does not let this page copy. The text is selected: copy it with Ctrl C.</p>
      <textarea
        aria-label="Text to copy"
        rows={Math.min(12, Math.max(2, text.split('\n').length))}
        value={text}
        readOnly
        spellcheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </Dialog>
  );
}
