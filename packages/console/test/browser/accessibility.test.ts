import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './support/axe.js';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { playDay } from './support/scenario.js';
import { PAGES } from './support/views.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole({ play: playDay });
});
afterAll(() => test[Symbol.asyncDispose]());

/** As users look at a page; 640 pixels are 1280 at 200 %. */
const VIEWS = [
  { title: 'in the light theme', colorScheme: 'light', width: 1280, rules: 'all' },
  { title: 'in the dark theme', colorScheme: 'dark', width: 1280, rules: 'colours' },
  { title: 'in a window of 360 pixels', colorScheme: 'dark', width: 360, rules: 'all but colours' },
  { title: 'at 200 %', colorScheme: 'dark', width: 640, rules: 'all but colours' },
] as const;

/** How far a page can be scrolled to the side, which nobody should have to do. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe.each(PAGES)('The page $name', ({ path, parameters, ready, mayFail }) => {
  it('has no violation in either theme, in a narrow window, and zoomed, and fits the window', async () => {
    const page = await openPage({ mayFail });
    await page.clock.setFixedTime(test.service.clock.now());
    await page.goto(test.page(path, parameters));
    await page.locator('main').getByText(ready).first().waitFor();
    const found: Record<string, unknown> = {};
    for (const { title, colorScheme, width, rules } of VIEWS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      found[title] = { violations: await accessibilityViolations(page, rules), overflow: await overflow(page) };
    }
    expect(found).toEqual(Object.fromEntries(VIEWS.map(({ title }) => [title, { violations: [], overflow: 0 }])));
  });
});
