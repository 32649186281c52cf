import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { box, focusedRow, manyOrders, row, rows } from './support/execution-list.js';
import { complete, fail, Orders } from './support/orders.js';
import { openPage } from './support/page.js';

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
