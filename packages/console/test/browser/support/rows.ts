import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? null);

/** Goes into the grid by its key; later keys are the grid's once a row has the focus. */
export async function enterGrid(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await expect.poll(() => focusedRow(page)).not.toBeNull();
}

/** Goes to the last row that is there, and waits until it has the focus. */
export async function goToLastRow(page: Page, last: number): Promise<void> {
  await page.keyboard.press('End');
  await expect.poll(() => focusedRow(page)).toBe(`${last}`);
}
