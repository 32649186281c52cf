import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPage } from './support/page.js';

const built = new URL('../../dist/page/', import.meta.url);
const ORIGIN = 'http://console.test';

describe('The page', () => {
  it('shows something without a server', async () => {
    const page = await openPage();
    await page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = pathname.startsWith('/assets/') ? pathname.slice('/assets/'.length) : 'index.html';
      const contentType = { js: 'text/javascript', css: 'text/css', html: 'text/html' }[file.replace(/.*\./, '')] ?? '';
      await route.fulfill({ body: readFileSync(new URL(file, built)), contentType });
    });
    await page.goto(ORIGIN);
    expect(await page.title()).toContain('SWF');
    await page.locator('#app > *').first().waitFor();
  });
});
