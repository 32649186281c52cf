import { signal } from '@preact/signals';

const INTERVAL_IN_MILLISECONDS = 5000;

const spoken = signal('');
let pending: readonly string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let lastAt = Number.NEGATIVE_INFINITY;

/**
 * Announces a sentence to screen readers, at most once in 5 s. Sentences that come sooner are
 * announced together.
 */
export function announce(sentence: string): void {
  pending = [...pending.filter((each) => each !== sentence), sentence];
  if (timer === undefined) timer = setTimeout(speak, Math.max(0, lastAt + INTERVAL_IN_MILLISECONDS - Date.now()));
}

function speak(): void {
  timer = undefined;
  lastAt = Date.now();
  // The same sentence twice would not be a change, and so not be read.
  const text = pending.join(' ');
  spoken.value = spoken.peek() === text ? `${text}\u00a0` : text;
  pending = [];
}

/** The one live region of the page. */
export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {spoken.value}
    </div>
  );
}
