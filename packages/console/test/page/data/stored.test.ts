import { describe, expect, it } from 'vitest';
import { openTab } from '../support/tab.js';

const opened = (stored: Readonly<Record<string, string>> = {}) => openTab(() => Response.json([]), { stored });

describe('A preference', () => {
  const check = (stored: unknown) => (typeof stored === 'number' ? stored : undefined);

  it.each([
    ['what was stored', '7', 7],
    ['its default, if nothing was', undefined, 1],
    ['its default, if an older page stored something else', '"wide"', 1],
    ['its default, if it is not JSON', '{', 1],
    ['what is stored, also if that is zero', '0', 0],
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

describe('The theme', () => {
  it.each([
    ['"dark"', 'dark'],
    ['"light"', 'light'],
    ['"pink"', 'system'],
  ])('that was stored as %s is %s, on the page and after each change', async (stored, theme) => {
    const tab = opened({ 'swf.theme': stored });
    const page = await import('../../../src/page/shell/theme.js');
    page.followTheme(tab.document);
    expect(tab.document.documentElement.dataset).toEqual({ theme });
    page.theme.value = 'system';
    expect(tab.document.documentElement.dataset).toEqual({ theme: 'system' });
  });
});

describe('The watched task lists', () => {
  const key = 'swf.taskLists';

  it.each([
    ['[]', []],
    ['null', []],
    ['"orders"', []],
    ['{"orders":"payments"}', []],
    ['{"orders":[1]}', []],
    ['{"orders":["payments"],"stock":7}', ['payments']],
  ])('that were stored as %s are %j', async (stored, lists) => {
    opened({ [key]: stored });
    const { listsOf } = await import('../../../src/page/task-lists/watched.js');
    expect([listsOf('orders'), listsOf('stock'), listsOf('toString')]).toEqual([lists, [], []]);
  });

  it('are kept by domain, each once', async () => {
    const { storage } = opened();
    const { listsOf, unwatchList, watchLists } = await import('../../../src/page/task-lists/watched.js');
    watchLists('orders', ['a', 'b']);
    watchLists('orders', ['b', 'c']);
    watchLists('stock', ['a']);
    unwatchList('orders', 'a');
    expect([listsOf('orders'), listsOf('stock')]).toEqual([['b', 'c'], ['a']]);
    expect(JSON.parse(storage.get(key) ?? '')).toEqual({ orders: ['b', 'c'], stock: ['a'] });
  });

  it('are 50 at most', async () => {
    opened();
    const { listsOf, watchLists } = await import('../../../src/page/task-lists/watched.js');
    watchLists(
      'orders',
      Array.from({ length: 51 }, (_, index) => `list-${index}`),
    );
    expect([listsOf('orders').length, listsOf('orders').at(-1)]).toEqual([50, 'list-49']);
  });
});
