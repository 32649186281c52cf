import type { Page } from 'playwright-core';
import type { TestConsoleOptions } from './console.js';
import { Orders } from './orders.js';

/** Starts that many orders, a second apart, the latest `order-1`. */
export const manyOrders =
  (count: number): TestConsoleOptions['play'] =>
  async (client, clock) => {
    const orders = new Orders(client);
    for (let left = count; left > 0; left--) {
      await orders.start(`order-${left}`, { tags: [left % 2 === 0 ? 'even' : 'odd'] });
      await clock.advance({ seconds: 1 });
    }
  };

/** The box of the filter. */
export const box = (page: Page) => page.getByRole('combobox', { name: 'Filter executions' });
/** The rows of the list. */
export const rows = (page: Page) => page.getByRole('grid', { name: 'Executions' }).locator('tbody tr');
/** The row of a workflow id. */
export const row = (page: Page, id: string) =>
  rows(page).filter({ has: page.getByRole('link', { name: id, exact: true }) });
/** The index of the row that has the focus. */
export const focusedRow = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
