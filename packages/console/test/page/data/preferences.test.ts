import { describe, expect, it } from 'vitest';
import { openTab } from '../support/tab.js';

const opened = (stored: Readonly<Record<string, string>> = {}) => openTab(() => Response.json([]), { stored });

describe('A preference', () => {
  const check = (stored: unknown) => (typeof stored === 'number' ? stored : undefined);

  it.each([
    ['what was stored', '7', 7],
    ['its default if nothing was stored', undefined, 1],
    ['its default if an older page stored something else', '"wide"', 1],
    ['its default if what was stored is not JSON', '{', 1],
    ['what was stored, even if that is zero', '0', 0],
  ])('is %s', async (_, text, value) => {
    opened(text === undefined ? {} : { key: text });
    const { preference } = await import('../../../src/page/data/preferences.js');
    expect(preference('key', 1, check).value).toBe(value);
  });

  it('is stored when it is changed, not before', async () => {
    const { storage } = opened();
    const { preference } = await import('../../../src/page/data/preferences.js');
    const width = preference('key', 1, check);
    expect(storage.size).toBe(0);
    width.value = 2;
    width.value = 3;
    expect([...storage]).toEqual([['key', '3']]);
    width.value = 1;
    expect([...storage]).toEqual([['key', '1']]);
  });

  it('follows what another tab stores, without storing it again', async () => {
    const tab = opened({ key: '1' });
    const { preference } = await import('../../../src/page/data/preferences.js');
    const width = preference('key', 1, check);
    tab.storeElsewhere('other', '5');
    tab.storeElsewhere('key', '7.0');
    expect([width.value, tab.storage.get('key')]).toEqual([7, '7.0']);
    width.value = 1;
    expect(tab.storage.get('key')).toBe('1');
    tab.storeElsewhere('key', '"wide"');
    expect(width.value).toBe(1);
    tab.storeElsewhere('key', '7');
    localStorage.setItem('key', 'null');
    tab.fire(Object.assign(new Event('storage'), { key: null }));
    expect(width.value).toBe(1);
  });

  it('is up to date on a page that comes back', async () => {
    const tab = opened({ key: '1' });
    const { preference } = await import('../../../src/page/data/preferences.js');
    const width = preference('key', 1, check);
    localStorage.setItem('key', '7');
    tab.fire(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(width.value).toBe(7);
  });

  it('lasts as long as the page if nothing can be stored', async () => {
    const tab = opened();
    const { preference } = await import('../../../src/page/data/preferences.js');
    localStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const width = preference('key', 1, check);
    width.value = 2;
    tab.storeElsewhere('other', '5');
    tab.fire(Object.assign(new Event('pageshow'), { persisted: false }));
    expect(width.value).toBe(2);
  });
});
