import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { box, focusedRow, manyOrders, row, rows } from './support/execution-list.js';
import { openPage } from './support/page.js';

const q = (page: Page) => new URL(page.url()).searchParams.get('q');

describe('The filter', () => {
  it('completes terms by keyboard, keeps them in the address, and gives them back on reload and back', async () => {
    const test = await openTestConsole({ play: manyOrders(4) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('ta');
    await page.keyboard.press('Enter');
    await page.keyboard.type('ev');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=tag:even/);
    await row(page, 'order-1').waitFor({ state: 'detached' });
    await page.keyboard.type('type:order ');
    await page.waitForURL(/type:order/);
    expect(q(page)).toBe('tag:even type:order');
    await page.reload();
    await row(page, 'order-2').waitFor();
    await page.getByRole('button', { name: 'Remove type:order' }).waitFor();
    await page.getByText('SWF filters by tag, the console by type').waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('q') === 'tag:even');
    await page.getByRole('button', { name: 'Remove type:order' }).waitFor({ state: 'detached' });
  });

  it('completes the second of two terms, and opens no list over the rows when a term is removed', async () => {
    const test = await openTestConsole({ play: manyOrders(4) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await box(page).fill('tag:even since:2');
    await page.getByRole('option', { name: /since:2d.*2 days ago/ }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'tag:even since:2d');
    await page.getByRole('button', { name: 'Remove since:2d' }).click();
    await page.getByRole('button', { name: 'Remove since:2d' }).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    expect(await page.getByRole('option').count()).toBe(0);
    await box(page).pressSequentially('i');
    await page.getByRole('option', { name: /^id:/ }).waitFor();
  });

  it('says what is wrong with a term under the box, and keeps the text', async () => {
    const test = await openTestConsole({ play: manyOrders(1) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await box(page).fill('status:running');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('status must be one of open, closed, got "running"').waitFor();
    expect([await box(page).inputValue(), q(page)]).toEqual(['status:running', null]);
  });

  it('takes a pasted word as a workflow id', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await box(page).fill('order-2');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=id:order-2/);
    await expect.poll(() => rows(page).count()).toBe(1);
  });

  it('takes no key of the list, typed too late, for a term', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'tag:odd' }));
    await row(page, 'order-1').waitFor();
    await box(page).fill('j');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('"j" is no term: choose one of these').waitFor();
    expect(q(page)).toBe('tag:odd');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedRow(page)).toBe('2');
    expect([await box(page).inputValue(), await page.getByRole('alert').count()]).toEqual(['', 0]);
  });

  it('shows what is wrong above the completions, below the last line of its terms', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage({ width: 360 });
    await page.goto(test.page('/executions', { q: 'type:order@1.0 tag:odd started>=2026-11-01' }));
    await box(page).fill('j');
    await page.keyboard.press('Enter');
    const tops = await Promise.all(
      [box(page), page.getByRole('alert'), page.getByRole('listbox', { name: 'Completions' })].map(async (each) => {
        await each.waitFor();
        const { y = 0, height = 0 } = (await each.boundingBox()) ?? {};
        return { top: y, bottom: y + height };
      }),
    );
    for (const [index, { top }] of tops.entries()) {
      expect(top).toBeGreaterThanOrEqual(tops[index - 1]?.bottom ?? 1);
    }
  });

  it('is left by Esc without what is half typed, and by Down where nothing is', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await box(page).fill('status:.');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedRow(page)).toBe('2');
    expect(await box(page).inputValue()).toBe('');
    await box(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedRow(page)).toBe('2');
  });

  it('marks what is left in the box, and moves no row for it', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    const top = async () => (await row(page, 'order-1').boundingBox())?.y;
    const before = await top();
    await box(page).fill('started-since:2d');
    await page.getByRole('button', { name: 'Columns' }).focus();
    await page.getByRole('alert').getByText('did you mean "since"?').waitFor();
    expect(await top()).toBe(before);
  });

  it('offers near ids where none matches as a whole', async () => {
    const test = await openTestConsole({ play: manyOrders(12) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await box(page).fill('order-');
    await page.keyboard.press('Enter');
    await page.getByText('SWF finds a workflow id as a whole').waitFor();
    await page.getByRole('button', { name: 'order-1', exact: true }).click();
    await expect.poll(() => q(page)).toBe('id:order-1');
    await row(page, 'order-1').waitFor();
  });

  it('shows which query it begins with', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('tab', { name: 'Open', exact: true, selected: true }).waitFor();
    await box(page).fill('tag:odd');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Open\s*\+1$/, selected: true }).click();
    await expect.poll(() => q(page)).toBe('status:open');
  });

  it('sends nothing to SWF for a filter in the address that cannot be read', async () => {
    const test = await openTestConsole();
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:running' }));
    await page.getByText('The filter cannot be read').waitFor();
    expect(test.sent.filter((operation) => /WorkflowExecutions$/.test(operation))).toEqual([]);
    await page.getByRole('button', { name: 'Clear the filter' }).last().click();
    await page.getByText('Nothing has been started in orders yet').waitFor();
  });
});
