import { describe, expect, it } from 'vitest';
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
