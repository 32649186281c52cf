import { signal } from '@preact/signals';
import { pageOf } from '../data/page-url.js';
import { announce } from './announcer.js';
import { Icon } from './icon.js';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  readonly href?: string | undefined;
  /** The page that it is about. */
  readonly page: string;
}

const SHOWN_IN_MILLISECONDS = 6000;

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/**
 * Shows what an action led to, until the reader goes to another page. Failures stay until they are
 * dismissed.
 *
 * @param href what it links to, and the page that it stays on.
 */
export function toast(text: string, tone: Toast['tone'] = 'done', href?: string): void {
  lastId += 1;
  const id = lastId;
  const page = pageOf(href ?? location.href);
  toasts.value = [...toasts.value.slice(-3), { id, text, tone, href, page }];
  announce(text, page);
  if (tone === 'done') setTimeout(() => dismiss(id), SHOWN_IN_MILLISECONDS);
}

/** Ends what is about other pages than the one that is shown now. */
export function endToasts(page: string): void {
  toasts.value = toasts.peek().filter((each) => each.tone === 'failed' || each.page === page);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

/** The notices at the bottom of the page. */
export function Toasts() {
  return (
    <section class="toasts" aria-label="Notices">
      <ul>
        {toasts.value.map(({ id, text, tone, href }) => (
          <li key={id} class={`toast is-${tone}`}>
            <Icon name={tone === 'done' ? 'check' : 'warning'} />
            <span>{href === undefined ? text : <a href={href}>{text}</a>}</span>
            <button type="button" class="quiet square" aria-label="Dismiss" onClick={() => dismiss(id)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
