import { describe, expect, it, vi } from 'vitest';
import { openTab } from '../support/tab.js';

interface Link {
  readonly tag: string;
  readonly rel: string;
  readonly href: string;
  readonly onload: () => void;
  readonly onerror: () => void;
}

/** Loads styles in a page whose head the test has. */
async function stylesOf() {
  const { document } = openTab(() => Response.json([]));
  const links: Link[] = [];
  Object.assign(document, {
    createElement: (tag: string) => {
      const link = { tag, remove: () => void links.splice(links.indexOf(link as never), 1) };
      return link;
    },
    head: { append: (link: Link) => links.push(link) },
  });
  const { loadStyle } = await import('../../../src/page/shell/styles.js');
  return { links, loadStyle };
}

describe('Styles that not every page needs', () => {
  it('are loaded once each', async () => {
    const { links, loadStyle } = await stylesOf();
    const loaded = vi.fn();
    const first = loadStyle('lists').then(loaded);
    const second = loadStyle('lists');
    const other = loadStyle('histories');
    expect(links.map(({ tag, rel, href }) => [tag, rel, href])).toEqual([
      ['link', 'stylesheet', '/assets/lists.css'],
      ['link', 'stylesheet', '/assets/histories.css'],
    ]);
    await Promise.resolve();
    expect(loaded).not.toHaveBeenCalled();
    for (const { onload } of links) onload();
    await Promise.all([first, second, other, loadStyle('lists')]);
    expect(links).toHaveLength(2);
  });

  it('are asked for again after they could not be loaded', async () => {
    const { links, loadStyle } = await stylesOf();
    const failing = loadStyle('lists');
    links[0]?.onerror();
    await expect(failing).rejects.toThrow(/^the styles "lists" could not be loaded$/);
    expect(links).toEqual([]);
    const again = loadStyle('lists');
    links[0]?.onload();
    await again;
    expect(links.map(({ href }) => href)).toEqual(['/assets/lists.css']);
  });
});
