import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole } from './support/console.js';
import { Orders } from './support/orders.js';
import { openPage } from './support/page.js';

/** A console with an open order, and an empty page. */
async function opened(): Promise<{ readonly test: TestConsole; readonly page: Page }> {
  const test = await openTestConsole();
  await new Orders(test.client).start('order-1');
  return { test, page: await openPage() };
}

/** Presses a key in the very task in which an element appears: before it is painted. */
const pressAsAppears = ({ selector, key }: { readonly selector: string; readonly key: string }) => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  observer.observe(document, { childList: true, subtree: true });
};

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

describe('A key that is pressed before the next paint', () => {
  it('brings the focus into the filter of the events', async () => {
    const { test, page } = await opened();
    await page.addInitScript(pressAsAppears, { selector: '[role="tabpanel"]', key: '/' });
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await expect.poll(() => focused(page)).toBe('Filter by text');
  });

  it('moves on from the first item of a menu', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await page.evaluate(pressAsAppears, { selector: '[role="menu"]', key: 'ArrowDown' });
    await page.getByRole('button', { name: 'Actions' }).click();
    const items = page.getByRole('menuitem');
    await items.nth(1).waitFor();
    await expect.poll(() => items.nth(1).evaluate((item) => item === document.activeElement)).toBe(true);
  });

  it('is for the dialog that has just opened, and not for the page', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    // On the page it opens the tab Events.
    await page.evaluate(pressAsAppears, { selector: 'dialog', key: '2' });
    await page.getByRole('button', { name: 'Signal' }).first().click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('tab', { name: 'Timeline', selected: true }).count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  });

  it('is kept when a form is filled from a run', async () => {
    const { test, page } = await opened();
    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        const field = document.querySelector<HTMLInputElement>('main form input');
        if (!field) return;
        observer.disconnect();
        field.value = 'typed at once';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      observer.observe(document, { childList: true, subtree: true });
    });
    await page.goto(test.page('/start', { like: 'order-1' }));
    await page.getByRole('textbox').first().waitFor();
    await expect.poll(() => page.locator('main form input').first().inputValue()).toBe('typed at once');
  });
});
