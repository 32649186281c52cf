import { useState } from 'preact/hooks';
import { announce } from './announcer.js';
import { Icon } from './icon.js';
import { toast } from './toast.js';

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
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    } catch {
      toast('The browser does not allow copying here.', 'failed');
      return;
    }
    announce('Copied.');
    setDone(true);
    setTimeout(() => setDone(false), SHOWN_IN_MILLISECONDS);
  };
  return (
    <button type="button" class={`quiet copy ${hasLabel ? '' : 'square'}`} title={label} onClick={() => void copy()}>
      <Icon name={isDone ? 'check' : 'copy'} />
      <span class={hasLabel === 'if-roomy' ? 'roomy-word' : hasLabel ? '' : 'visually-hidden'}>
        {isDone ? 'Copied' : label}
      </span>
    </button>
  );
}
