import { useLayoutEffect, useRef } from 'preact/hooks';
import { preference } from '../data/preferences.js';
import { type KeyAction, type KeyMap, stepOf } from './key-map.js';

/** Whether single keys do something; WCAG 2.1.4 asks for a way to turn them off. */
export const keysEnabled = preference('swf.keys', true, (stored) => (typeof stored === 'boolean' ? stored : undefined));

const PREFIX_IN_MILLISECONDS = 1500;

const active: { current: KeyMap }[] = [];

/** Binds keys while a component is shown, from the moment that it is visible. */
export function useKeys(keys: KeyMap): void {
  const entry = useRef(keys);
  entry.current = keys;
  // With what it belongs to: an effect after the next paint would miss the keys of a quick reader.
  useLayoutEffect(() => {
    active.push(entry);
    return () => {
      active.splice(active.indexOf(entry), 1);
    };
  }, []);
}

/** Returns the keys that do something now, for the list of keys. */
export function activeKeys(): readonly (readonly [key: string, action: KeyAction])[] {
  return Object.entries(Object.assign({}, ...active.map(({ current }) => current)) as KeyMap);
}

/** Listens to the keys of the page. */
export function followKeys(page: Document): void {
  let prefix: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener('keydown', (event) => {
    if (!keysEnabled.peek() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (page.querySelector('dialog[open]')) return;
    if (isTyping(event.target)) {
      // The way out of a field, to the keys of the page.
      if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    const step = stepOf(
      active.map(({ current }) => current),
      event.key,
      prefix,
    );
    clearTimeout(timer);
    prefix = step.prefix;
    if (prefix !== undefined) {
      timer = setTimeout(() => {
        prefix = undefined;
      }, PREFIX_IN_MILLISECONDS);
    }
    if (!step.action) return;
    event.preventDefault();
    step.action.run();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type="checkbox"]), textarea, select, [role="menu"]') !== null
  );
}
