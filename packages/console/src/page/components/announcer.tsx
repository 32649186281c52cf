import { signal } from '@preact/signals';
import { pageOf } from '../data/page-url.js';

const INTERVAL_IN_MILLISECONDS = 5000;

const spoken = signal('');

interface Sentence {
  readonly text: string;
  /** The page that it is about. */
  readonly page: string;
}

let pending: readonly Sentence[] = [];
let last: readonly Sentence[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let lastAt = Number.NEGATIVE_INFINITY;

/**
 * Announces a sentence to screen readers, at most once in 5 s. Sentences that come sooner are
 * announced together.
 */
export function announce(text: string, page: string = pageOf(location.href)): void {
  pending = [...pending.filter((each) => each.text !== text), { text, page }];
  if (timer === undefined) timer = setTimeout(speak, Math.max(0, lastAt + INTERVAL_IN_MILLISECONDS - Date.now()));
}

function speak(): void {
  timer = undefined;
  lastAt = Date.now();
  // The same sentence twice would not be a change, and so not be read.
  const text = pending.map((each) => each.text).join(' ');
  spoken.value = spoken.peek() === text ? `${text}\u00a0` : text;
  last = pending;
  pending = [];
}

/** Ends what is about other pages than the one that is shown now. */
export function endAnnouncements(page: string): void {
  pending = pending.filter((each) => each.page === page);
  if (last.some((each) => each.page !== page)) spoken.value = '';
}

/** The one live region of the page. */
export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {spoken.value}
    </div>
  );
}
