import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { live } from '../data/live.js';
import { Icon } from './icon.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** The buttons. */
  readonly footer?: ComponentChildren;
  /** Sent by the submit button, by Enter in a field, or by Ctrl and Enter in one of several lines. */
  readonly onSubmit?: (() => void) | undefined;
  readonly isWide?: boolean;
  /** What the dialog shows now; when it changes, the first field that is enabled has the focus. */
  readonly step?: string;
}

const FIRST_FIELD = '.dialog-body :is(input, textarea, select):enabled, .dialog-footer button:last-child';

/** A modal dialog. It is open while it is rendered; focus returns to where it was. */
export function Dialog({ title, onClose, children, footer, onSubmit, isWide = false, step }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before the next paint, as below: a quick reader's next key is for the dialog already.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const own = dialog.current;
    own?.showModal();
    return () => {
      own?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    dialog.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  }, [step]);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit?.();
  };
  // In a field of several lines, Enter begins a line.
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <dialog ref={dialog} class={`dialog ${isWide ? 'is-wide' : ''}`} aria-labelledby={heading} onCancel={cancel}>
      <form onSubmit={submit} onKeyDown={submitByKey} noValidate>
        <header class="dialog-header">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="quiet square" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <Connection />
        <div class="dialog-body">{children}</div>
        {footer && (
          <footer class="dialog-footer">
            {onSubmit && <SendKeys />}
            {footer}
          </footer>
        )}
      </form>
    </dialog>
  );
}

/** The keys that do what a form is for, in every field of it. */
export function SendKeys() {
  const isApple = /^(?:Mac|iP)/.test(navigator.platform);
  return (
    <span class="send-keys secondary">
      <kbd>{isApple ? '⌘' : 'Ctrl'}</kbd> <kbd>Enter</kbd> confirms
    </span>
  );
}

/** Says that the console is out of reach, as the top bar does, which a dialog lies over. */
function Connection() {
  const { state, reason } = live.value;
  if (state !== 'reconnecting' && state !== 'failing') return null;
  return (
    <p class="dialog-connection" role="status">
      <span class="live-dot" />
      {state === 'reconnecting' ? 'Reconnecting' : 'Live updates are interrupted'}
      {reason !== undefined && `: ${reason}`}
    </p>
  );
}
