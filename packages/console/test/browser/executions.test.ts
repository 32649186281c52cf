import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsoleOptions } from './support/console.js';
import { complete, fail, Orders } from './support/orders.js';
import { openPage } from './support/page.js';

/** Starts that many orders, a second apart, the latest `order-1`. */
const manyOrders =
  (count: number): TestConsoleOptions['play'] =>
  async (client, clock) => {
    const orders = new Orders(client);
    for (let left = count; left > 0; left--) {
      await orders.start(`order-${left}`, { tags: [left % 2 === 0 ? 'even' : 'odd'] });
      await clock.advance({ seconds: 1 });
    }
  };

const box = (page: Page) => page.getByRole('combobox', { name: 'Filter executions' });
const rows = (page: Page) => page.getByRole('grid', { name: 'Executions' }).locator('tbody tr');
const row = (page: Page, id: string) => rows(page).filter({ has: page.getByRole('link', { name: id, exact: true }) });
const focusedRow = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
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

describe('The list', () => {
  it('reads on while it is scrolled, with few nodes, and knows where the reader was on the way back', async () => {
    const test = await openTestConsole({ play: manyOrders(300) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await row(page, 'order-1').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toBe('2');
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return focusedRow(page);
      })
      .toBe('301');
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('301');
    await row(page, 'order-300').waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    const scrollTop = () => page.evaluate(() => document.querySelector('.grid-scroller')?.scrollTop);
    const place = await scrollTop();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/execution\?.*id=order-300/);
    await page
      .getByText('WorkflowExecutionStarted')
      .or(page.getByRole('tab', { name: 'Timeline' }))
      .first()
      .waitFor();
    await page.goBack();
    await expect.poll(() => focusedRow(page)).toBe('301');
    await expect.poll(scrollTop).toBe(place);
  });

  it('keeps the focus on its row while rows are scrolled away and come on top', async () => {
    const test = await openTestConsole({ play: manyOrders(100) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(() => focusedRow(page)).toBe('3');
    await page.evaluate(() => document.querySelector('.grid-scroller')?.scrollTo(0, 2000));
    await row(page, 'order-60').waitFor();
    expect(await focusedRow(page)).toBe('3');
    await new Orders(test.client).start('order-0');
    await page.getByRole('button', { name: /1 new/ }).waitFor();
    expect(await focusedRow(page)).toBe('3');
    expect(await rows(page).filter({ hasText: 'order-0' }).count()).toBe(0);
    await page.keyboard.press('n');
    await row(page, 'order-0').waitFor();
    await expect.poll(() => focusedRow(page)).toBe('2');
  });

  it('shows at once what its reader started', async () => {
    const test = await openTestConsole({ play: manyOrders(60) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await row(page, 'order-1').waitFor();
    await page.getByRole('link', { name: 'Start' }).click();
    await page.getByLabel('Type').fill('order@1.0');
    await page.getByLabel('Workflow id').fill('my-own');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL(/\/execution\?/);
    await page.goBack();
    await page.goBack();
    await row(page, 'my-own').waitFor();
    expect(await page.getByRole('button', { name: /new$/ }).count()).toBe(0);
  });

  it('marks a run that no longer matches, and leaves it where it is', async () => {
    const test = await openTestConsole({ play: manyOrders(3) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await row(page, 'order-1').waitFor();
    await new Orders(test.client).decide([complete('done')]);
    const news = page.getByRole('button', { name: '1 no longer matches' });
    await news.waitFor();
    expect(await rows(page).count()).toBe(3);
    await rows(page).getByText('no longer matches').waitFor();
    await expect.poll(() => page.locator('.count').textContent()).toBe('2 executions');
    await news.click();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  it('keeps chosen columns and their order in the browser', async () => {
    const test = await openTestConsole({ play: manyOrders(1) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Tags' }).uncheck();
    await page.getByRole('button', { name: 'Move Started to the left' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await row(page, 'order-1').waitFor();
    const titles = await page.getByRole('columnheader').allTextContents();
    expect(titles.slice(1)).toEqual(['Workflow id', 'Status', 'Started', 'Type', 'Duration', 'Why']);
  });

  it('is exported with its ids', async () => {
    const test = await openTestConsole({ play: manyOrders(2) });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /JSONL/ }).click();
    const file = await download;
    const lines: string[] = [];
    for await (const chunk of await file.createReadStream()) lines.push(...String(chunk).trim().split('\n'));
    expect(file.suggestedFilename()).toBe('orders-executions.jsonl');
    await page.getByRole('listitem').getByText('Saved 2 rows as orders-executions.jsonl').waitFor();
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { workflowId: 'order-1', status: 'OPEN', workflowType: 'order@1.0', tagList: ['odd'] },
      { workflowId: 'order-2', tagList: ['even'] },
    ]);
  });
});

describe('An export of all that match', () => {
  it('reads the rest of the list first', async () => {
    const test = await openTestConsole({ play: manyOrders(300) });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await row(page, 'order-1').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV.*all that match/ }).click();
    const text: string[] = [];
    for await (const chunk of await (await download).createReadStream()) text.push(String(chunk));
    const lines = text.join('').trim().split('\r\n');
    expect([lines.length, lines[1]?.split(',')[0], lines[300]?.split(',')[0]]).toEqual([301, 'order-1', 'order-300']);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('Saved queries', () => {
  it('are tabs beside those that every console has', async () => {
    const saved = new Map<string, string>();
    const queries = {
      list: async () => [...saved].map(([name, text]) => ({ name, q: text })),
      save: async ({ name, q: text }: { readonly name: string; readonly q: string }) => void saved.set(name, text),
      remove: async (name: string) => void saved.delete(name),
    };
    const test = await openTestConsole({ play: manyOrders(2), console: { queries } });
    await new Orders(test.client).decide([fail('OutOfStock')]);
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await row(page, 'order-1').waitFor();
    await page.keyboard.press('3');
    await page.waitForURL(/closed:failed/);
    await page.getByRole('tab', { name: 'Failed today', selected: true }).waitFor();
    await box(page).fill('tag:even');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByLabel('Name').fill('Even failures');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('tab', { name: 'Even failures' });
    await tab.waitFor();
    expect([...saved]).toEqual([['Even failures', 'closed:failed closed-since:today tag:even']]);
    await page.getByRole('button', { name: 'Remove query' }).click();
    await tab.waitFor({ state: 'detached' });
    expect(saved.size).toBe(0);
  });
});
