import { describe, expect, it } from 'vitest';
import { notices } from '../support/notices.js';
import { openTab } from '../support/tab.js';

const opened = (stored: Readonly<Record<string, string>> = {}) => openTab(() => Response.json([]), { stored });

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

  it('keep what another tab adds and removes', async () => {
    const tab = opened({ [key]: '{"orders":["a","b"]}' });
    const { listsOf, watchLists } = await import('../../../src/page/task-lists/watched.js');
    expect(listsOf('orders')).toEqual(['a', 'b']);
    tab.storeElsewhere(key, '{"orders":["b","c"]}');
    watchLists('orders', ['d']);
    expect(listsOf('orders')).toEqual(['b', 'c', 'd']);
    expect(JSON.parse(tab.storage.get(key) ?? '')).toEqual({ orders: ['b', 'c', 'd'] });
  });

  it('are 50 at most, and the page says which one is not taken', async () => {
    opened();
    const { listsOf, watchLists } = await import('../../../src/page/task-lists/watched.js');
    watchLists(
      'orders',
      Array.from({ length: 51 }, (_, index) => `list-${index}`),
    );
    expect([listsOf('orders').length, listsOf('orders').at(-1)]).toEqual([50, 'list-49']);
    watchLists('orders', ['a', 'b', 'list-1']);
    expect(await notices()).toEqual([
      'toast is-failed list-50 cannot be watched as well: the limit is 50 lists.',
      'toast is-failed 2 lists cannot be watched as well: the limit is 50 lists.',
    ]);
  });
});
