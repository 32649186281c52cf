import { effect, type Signal, signal } from '@preact/signals';

/**
 * Returns a signal that is kept in this browser under a key, and follows what other tabs store.
 *
 * @param check returns the stored value if it can be used; what an older page stored may not be.
 */
export function preference<T>(key: string, initial: T, check: (stored: unknown) => T | undefined): Signal<T> {
  const stored = () => check(read(key)) ?? initial;
  const value = signal(stored());
  let known = JSON.stringify(value.peek());
  effect(() => {
    const text = JSON.stringify(value.value);
    if (text !== known) write(key, text);
    known = text;
  });
  const follow = () => {
    const latest = stored();
    known = JSON.stringify(latest);
    value.value = latest;
  };
  addEventListener('storage', (event) => {
    // Without a key, everything was removed.
    if (event.key === key || event.key === null) follow();
  });
  addEventListener('pageshow', ({ persisted }) => {
    // A page that comes back was not told meanwhile.
    if (persisted) follow();
  });
  return value;
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return undefined;
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the page.
  }
}
