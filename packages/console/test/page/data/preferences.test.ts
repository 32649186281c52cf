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
  });

  it('lasts as long as the page if nothing can be stored', async () => {
    opened();
    const { preference } = await import('../../../src/page/data/preferences.js');
    localStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const width = preference('key', 1, check);
    width.value = 2;
    expect(width.value).toBe(2);
  });
});
