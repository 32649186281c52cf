import { useState } from 'preact/hooks';
import { announce } from './announcer.js';
import type { CopyDialogProps } from './copy/copy-dialog.js';
import { dialogPart } from './dialog-part.js';
import { Icon } from './icon.js';

const CopyDialog = dialogPart<CopyDialogProps>('Copy', async () => (await import('./copy/copy-dialog.js')).CopyDialog);

interface CopyButtonProps {
  /** The text, or a function that returns it when it is needed. */
  readonly text: string | (() => string);
  /** What is copied, for the button's name: `Copy run id`. */
  readonly label: string;
  /** Whether the label is shown: where there is room for it, or always. */
  readonly hasLabel?: boolean | 'if-roomy';
}

const SHOWN_IN_MILLISECONDS = 1500;

/** Copies a text to the clipboard. */
export function CopyButton({ text, label, hasLabel = false }: CopyButtonProps) {
  const [isDone, setDone] = useState(false);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const copy = async () => {
    const wanted = typeof text === 'string' ? text : text();
    try {
      await navigator.clipboard.writeText(wanted);
    } catch {
      setRefused(wanted);
      return;
    }
    announce('Copied.');
    setDone(true);
    setTimeout(() => setDone(false), SHOWN_IN_MILLISECONDS);
  };
  return (
    <>
      <button type="button" class={`quiet copy ${hasLabel ? '' : 'square'}`} title={label} onClick={() => void copy()}>
        <Icon name={isDone ? 'check' : 'copy'} />
        <span class={hasLabel === 'if-roomy' ? 'roomy-word' : hasLabel ? '' : 'visually-hidden'}>
          {isDone ? 'Copied' : label}
        </span>
      </button>
      {refused !== undefined && <CopyDialog title={label} text={refused} onClose={() => setRefused(undefined)} />}
    </>
  );
}
