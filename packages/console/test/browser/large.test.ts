import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { playLongRun } from './support/long-run.js';
import { startManyOrders } from './support/many-orders.js';
import { openPage } from './support/page.js';
import { enterGrid, goToLastRow } from './support/rows.js';

const EXECUTIONS = 100_000;
const EVENTS = 24_900;
const MOST_NODES = 3000;

const nodes = (page: Page) => page.locator('*').count();

describe('100,000 open executions', () => {
  it('cost a page a request for its rows and one for its count, and few nodes', async () => {
    const test = await openTestConsole();
    await startManyOrders(test, EXECUTIONS);
    test.sent.length = 0;
    const page = await openPage();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (!/\/api\/executions\?/.test(response.url())) return;
      const body = response.body();
      // The page may close before the last one has come; the ones below are waited for.
      body.catch(() => {});
      bodies.push(body);
    });
    await page.goto(test.page('/executions', { q: 'status:open' }));
    const grid = page.getByRole('grid');
    await grid.locator('[aria-rowindex="2"]').waitFor();
    await page
      .getByText(/100,?000|100\s?000/)
      .first()
      .waitFor();
    const listed = () => test.sent.filter((operation) => operation === 'ListOpenWorkflowExecutions').length;
    expect(listed()).toBeLessThanOrEqual(3);
    expect(test.sent.filter((operation) => operation.startsWith('Count')).length).toBeLessThanOrEqual(2);
    expect(test.sent.filter((operation) => /Describe|ListClosed/.test(operation))).toEqual([]);
    // Why of the rows in view, which costs no quota of a local service.
    expect(test.sent.filter((operation) => operation.endsWith('History')).length).toBeLessThan(40);
    const sizes = (await Promise.all(bodies)).map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
    expect(await nodes(page)).toBeLessThan(MOST_NODES);
    // The next pages come as one scrolls.
    await enterGrid(page);
    for (let round = 0; round < 3; round += 1) {
      const before = await lastRow(page);
      await page.keyboard.press('End');
      await expect.poll(() => lastRow(page)).toBeGreaterThan(before);
    }
    expect(await nodes(page)).toBeLessThan(MOST_NODES);
  });
});

/** The highest index of a row in the DOM. */
function lastRow(page: Page): Promise<number> {
  return page
    .locator('[aria-rowindex]')
    .evaluateAll((rows) => Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))));
}

describe('25,000 events', () => {
  it('cost a request for each 1,000, and are all there in a window of rows', async () => {
    const test = await openTestConsole();
    await playLongRun(test.client, EVENTS);
    const page = await openPage();
    const pages: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/execution/history')) pages.push(request.url());
    });
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    const grid = page.getByRole('grid');
    await grid.getByText('WorkflowExecutionStarted').waitFor();
    await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(EVENTS);
    expect(pages.length).toBeLessThanOrEqual(27);
    expect(test.sent.filter((operation) => operation === 'GetWorkflowExecutionHistory').length).toBeLessThanOrEqual(30);
    const last = Number(await grid.getAttribute('aria-rowcount'));
    await enterGrid(page);
    await goToLastRow(page, last);
    expect(await nodes(page)).toBeLessThan(MOST_NODES);
    for (const tab of ['Timeline', 'Pending', 'Data', 'Statistics']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
      expect(await nodes(page)).toBeLessThan(MOST_NODES);
    }
  });
});
