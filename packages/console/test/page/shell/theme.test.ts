import { describe, expect, it } from 'vitest';
import { openTab } from '../support/tab.js';

describe('The theme', () => {
  it.each([
    ['"dark"', 'dark'],
    ['"light"', 'light'],
    ['"pink"', 'system'],
  ])('that was stored as %s is %s', async (stored, theme) => {
    const { document } = openTab(() => Response.json([]), { stored: { 'swf.theme': stored } });
    const page = await import('../../../src/page/shell/theme.js');
    page.followTheme(document);
    expect(document.documentElement.dataset).toEqual({ theme });
  });

  it('is that of the page after each change', async () => {
    const { document } = openTab(() => Response.json([]));
    const page = await import('../../../src/page/shell/theme.js');
    page.followTheme(document);
    page.theme.value = 'dark';
    expect(document.documentElement.dataset).toEqual({ theme: 'dark' });
    page.theme.value = 'system';
    expect(document.documentElement.dataset).toEqual({ theme: 'system' });
  });
});
