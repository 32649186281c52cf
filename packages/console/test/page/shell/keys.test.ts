import { describe, expect, it, vi } from 'vitest';
import type { KeyMap } from '../../../src/page/shell/key-map.js';
import { mountHook } from '../support/hook.js';
import { openTab } from '../support/tab.js';

/** As much of an element as a listener to keys uses. */
class FakeElement extends EventTarget {
  isBlurred = false;
  readonly #tag: string;

  constructor(tag = 'div') {
    super();
    this.#tag = tag;
  }

  closest(selectors: string): unknown {
    return selectors.split(', ').includes(this.#tag) ? this : null;
  }

  blur(): void {
    this.isBlurred = true;
  }
}

async function keysOf(stored: Readonly<Record<string, string>> = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { document, storage } = openTab(() => Response.json([]), { stored });
  vi.stubGlobal('HTMLElement', FakeElement);
  let hasDialog = false;
  const page = Object.assign(document, {
    querySelector: (selector: string) => (hasDialog && selector === 'dialog[open]' ? new FakeElement() : null),
  });
  const keys = await import('../../../src/page/shell/keys.js');
  keys.followKeys(page);
  const done: string[] = [];
  return {
    ...keys,
    storage,
    done,
    open(isOpen: boolean) {
      hasDialog = isOpen;
    },
    /** A map of keys, each of which notes its name. */
    map: (...names: readonly string[]): KeyMap =>
      Object.fromEntries(names.map((name) => [name, { title: name, run: () => done.push(name) }])),
    /** Presses a key, and returns whether the browser is to ignore it. */
    press(key: string, changes: Readonly<Record<string, unknown>> = {}, target: unknown = new FakeElement()) {
      const event = new Event('keydown', { cancelable: true });
      for (const [name, value] of Object.entries({ key, target, ...changes }))
        Object.defineProperty(event, name, { value });
      const prevent = vi.spyOn(event, 'preventDefault');
      page.dispatchEvent(event);
      return prevent.mock.calls.length > 0;
    },
  };
}

describe('The keys of the page', () => {
  it('do what the components that are shown bind to them', async () => {
    const { useKeys, activeKeys, map, press, done } = await keysOf();
    expect(press('?')).toBe(false);
    const shell = mountHook(useKeys, map('?', 'Escape'));
    expect([press('?'), press('z'), done]).toEqual([true, false, ['?']]);
    const panel = mountHook<KeyMap, void>(useKeys, {
      ...map('Escape', 'n'),
      '?': { title: 'help', run: () => done.push('help') },
    });
    press('?');
    press('n');
    expect([done.splice(0), activeKeys().map(([key, { title }]) => `${key} ${title}`)]).toEqual([
      ['?', 'help', 'n'],
      ['? help', 'Escape Escape', 'n n'],
    ]);
    panel.rerender(map('m'));
    expect([press('n'), press('m'), done.splice(0)]).toEqual([false, true, ['m']]);
    const other = mountHook(useKeys, map('o'));
    panel.unmount();
    expect([press('m'), press('o'), press('?'), done.splice(0)]).toEqual([false, true, true, ['o', '?']]);
    other.unmount();
    shell.unmount();
    expect([press('?'), activeKeys()]).toEqual([false, []]);
  });

  it('may be two, one after the other within 1.5 seconds', async () => {
    const { useKeys, map, press, done } = await keysOf();
    mountHook(useKeys, map('g e', 'e'));
    expect([press('g'), press('e'), press('e'), done.splice(0)]).toEqual([false, true, true, ['g e', 'e']]);
    press('g');
    vi.advanceTimersByTime(1499);
    press('e');
    press('g');
    vi.advanceTimersByTime(1500);
    press('e');
    expect(done.splice(0)).toEqual(['g e', 'e']);
    // The second of two first keys has a time of its own.
    press('g');
    vi.advanceTimersByTime(1000);
    press('g');
    vi.advanceTimersByTime(1000);
    press('e');
    expect(done).toEqual(['g e']);
  });

  it.each([
    ['are for the browser with Ctrl', { ctrlKey: true }],
    ['are for the browser with Cmd', { metaKey: true }],
    ['are for the browser with Alt', { altKey: true }],
    ['were for a part of the page', { defaultPrevented: true }],
  ])('do nothing if they %s', async (_, changes) => {
    const { useKeys, map, press, done } = await keysOf();
    mountHook(useKeys, map('e'));
    expect([press('e', changes), done]).toEqual([false, []]);
  });

  it('do nothing while a dialog is open', async () => {
    const { useKeys, map, press, done, open } = await keysOf();
    mountHook(useKeys, map('e'));
    open(true);
    expect([press('e'), done]).toEqual([false, []]);
    open(false);
    expect([press('e'), done]).toEqual([true, ['e']]);
  });

  it('do nothing when they are turned off, which this browser keeps', async () => {
    const { useKeys, map, press, done, keysEnabled, storage } = await keysOf({ 'swf.keys': '"no"' });
    mountHook(useKeys, map('e'));
    expect([keysEnabled.value, press('e')]).toEqual([true, true]);
    keysEnabled.value = false;
    expect([press('e'), done, storage.get('swf.keys')]).toEqual([false, ['e'], 'false']);
  });

  it('stay off', async () => {
    const { useKeys, map, press, done } = await keysOf({ 'swf.keys': 'false' });
    mountHook(useKeys, map('e'));
    expect([press('e'), done]).toEqual([false, []]);
  });

  it.each(['input:not([type="checkbox"])', 'textarea', 'select', '[role="menu"]'])(
    'are typed into %s, which Escape leaves',
    async (tag) => {
      const { useKeys, map, press, done } = await keysOf();
      mountHook(useKeys, map('e', 'Escape'));
      const field = new FakeElement(tag);
      expect([press('e', {}, field), field.isBlurred, done]).toEqual([false, false, []]);
      expect([press('Escape', {}, field), field.isBlurred, done]).toEqual([false, true, []]);
      expect([press('Escape'), done]).toEqual([true, ['Escape']]);
    },
  );

  it('may be pressed where there is no element', async () => {
    const { useKeys, map, press, done } = await keysOf();
    mountHook(useKeys, map('e', 'Escape'));
    expect([press('e', {}, null), press('Escape', {}, new EventTarget()), done]).toEqual([true, true, ['e', 'Escape']]);
  });
});
