import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemsInAllViews } from './support/axe.js';
import { startTestConsole, type TestConsole } from './support/console.js';
import { OVERLAYS } from './support/overlays.js';
import { openPage, settled } from './support/page.js';
import { playDay } from './support/scenario.js';
import { PAGES } from './support/views.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole({ play: playDay });
});
afterAll(() => test[Symbol.asyncDispose]());

describe.each(PAGES)('The page $name', ({ path, parameters, ready, mayFail }) => {
  it('has no violation in either theme, in a narrow window, and zoomed, and fits the window', async () => {
    const page = await openPage({ mayFail });
    await page.clock.setFixedTime(test.service.clock.now());
    await page.goto(test.page(path, parameters));
    await page.locator('main').getByText(ready).first().waitFor();
    await settled(page);
    expect(await problemsInAllViews(page)).toEqual([]);
  });
});

describe.each(OVERLAYS)('What is open over a page: $name', ({ path, parameters, open }) => {
  it('has no violation, fits the window, and is closed by Esc', async () => {
    const page = await openPage();
    await page.goto(test.page(path, parameters));
    const opened = await open(page);
    await opened.waitFor();
    expect(await problemsInAllViews(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'detached' });
  });
});
