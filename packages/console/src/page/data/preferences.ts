import { effect, type Signal, signal } from '@preact/signals';

/**
 * Returns a signal that is kept in this browser under a key.
 *
 * @param check returns the stored value if it can be used; what an older page stored may not be.
 */
export function preference<T>(key: string, initial: T, check: (stored: unknown) => T | undefined): Signal<T> {
  const value = signal(check(read(key)) ?? initial);
  let isFirst = true;
  effect(() => {
    const text = JSON.stringify(value.value);
    if (!isFirst) write(key, text);
    isFirst = false;
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
