import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole, type TestConsoleOptions } from './support/console.js';
import { complete, Orders } from './support/orders.js';
import { openPage } from './support/page.js';

const threeOrders: TestConsoleOptions['play'] = async (client) => {
  for (const id of ['order-1', 'order-2', 'order-3'])
    await new Orders(client).start(id, { input: { id }, tags: ['eu'] });
};

const changesOf = ({ sent }: TestConsole, operation: string) => sent.filter((each) => each === operation).length;
const dialog = (page: Page) => page.getByRole('dialog');

describe('A batch', () => {
  it('changes the frozen runs after their number is typed, and no later ones', async () => {
    const test = await openTestConsole({ play: threeOrders });
    const orders = new Orders(test.client);
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('checkbox', { name: 'Select order-1' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select all rows' }).check();
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Terminate' }).click();
    await page.getByLabel('Reason').fill('replaced');
    await page.getByRole('button', { name: 'Review the list' }).click();
    await dialog(page).getByRole('grid').getByText('order-3').waitFor();
    // Started after the list was frozen, and not to be touched.
    await orders.start('order-4');
    const confirm = page.getByLabel('Type 3 to confirm');
    await confirm.fill('2');
    await page.keyboard.press('Enter');
    expect(changesOf(test, 'TerminateWorkflowExecution')).toBe(0);
    await confirm.fill('3');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Finished').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('3 selected').waitFor({ state: 'detached' });
    await expect.poll(() => changesOf(test, 'TerminateWorkflowExecution')).toBe(3);
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('link', { name: 'order-4' }).waitFor();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
  });
});

describe('The dialog of a batch', () => {
  it('names how many it is about from the beginning, and goes back from the frozen list with what was typed', async () => {
    const test = await openTestConsole({ play: threeOrders });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('checkbox', { name: 'Select order-1' }).check();
    await page.getByRole('checkbox', { name: 'Select order-2' }).check();
    const all = page.getByRole('checkbox', { name: 'Select all rows' });
    expect(await all.evaluate((box: HTMLInputElement) => [box.checked, box.indeterminate])).toEqual([false, true]);
    await page.getByRole('button', { name: 'Terminate' }).click();
    await page.getByRole('dialog', { name: 'Terminate: 2 executions' }).waitFor();
    await page.getByLabel('Reason').fill('replaced');
    await page.getByRole('button', { name: 'Review the list' }).click();
    await page.getByLabel('Type 2 to confirm').fill('2');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Reason').inputValue()).toBe('replaced');
    await page.keyboard.press('Control+Enter');
    expect(await page.getByLabel('Type 2 to confirm').inputValue()).toBe('');
    expect(changesOf(test, 'TerminateWorkflowExecution')).toBe(0);
  });
});

describe('The form of a batch', () => {
  it('is locked while the selection is read, so that the review shows what was sent', async () => {
    const test = await openTestConsole({ play: threeOrders });
    const page = await openPage();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/batches', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('checkbox', { name: 'Select order-1' }).check();
    await page.getByRole('button', { name: 'Terminate' }).click();
    const reason = page.getByLabel('Reason');
    await reason.fill('replaced');
    await page.keyboard.press('Enter');
    const reading = page.getByRole('button', { name: 'Reading the selection' });
    await reading.waitFor();
    expect(await reason.isDisabled()).toBe(true);
    expect(await page.getByLabel('Child policy').isDisabled()).toBe(true);
    // The focus has not left the dialog.
    expect(await reading.evaluate((button) => button === document.activeElement)).toBe(true);
    release();
    await dialog(page).locator('.run-facts').getByText('replaced').waitFor();
    expect(await page.getByLabel('Type 1 to confirm').evaluate((field) => field === document.activeElement)).toBe(true);
  });
});

describe('A batch over all that match', () => {
  it('says what it will do and has done, calls nothing new, and has the list read again', async () => {
    const play: TestConsoleOptions['play'] = async (client, clock) => {
      const orders = new Orders(client);
      for (let left = 120; left > 0; left--) {
        await orders.start(`order-${left}`);
        await clock.advance({ seconds: 1 });
      }
    };
    const test = await openTestConsole({ play });
    const page = await openPage();
    await page.goto(test.page('/executions', { q: 'status:open' }));
    const all = page.getByRole('checkbox', { name: 'Select all rows' });
    await all.click();
    // 50 of 120 are read.
    expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
    await page.getByRole('button', { name: 'Select all 120 matching' }).click();
    expect(await all.evaluate((box: HTMLInputElement) => [box.checked, box.indeterminate])).toEqual([true, false]);
    await page.getByRole('button', { name: 'Terminate' }).click();
    await page.getByLabel('Reason').fill('replaced');
    await page.getByRole('button', { name: 'Review the list' }).click();
    const facts = dialog(page).locator('.run-facts');
    await facts.getByText('120 open executions in orders').waitFor();
    await facts.getByText('120 of order@1.0').waitFor();
    await facts.getByText('replaced').waitFor();
    await facts.getByText('as each execution was started with').waitFor();
    await page.evaluate(() => {
      const seen = new Set<string>();
      new MutationObserver(() => {
        const text = document.querySelector('.news')?.textContent;
        if (text) seen.add(text);
        document.body.dataset['news'] = [...seen].join('; ');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page.getByLabel('Type 120 to confirm').fill('120');
    await page.keyboard.press('Enter');
    const bar = page.locator('.selection-bar');
    expect(await bar.getByText('all 120 matching').count()).toBe(1);
    await expect.poll(() => bar.locator('.selection-actions > button[aria-disabled="true"]').count()).toBe(3);
    await dialog(page).getByText('120 terminated').waitFor();
    await dialog(page).getByText('Finished').waitFor();
    // Behind the dialog already.
    await page.getByText('No execution matches the filter').waitFor();
    await bar.locator(':scope > strong', { hasText: '120 terminated' }).waitFor();
    expect(await bar.getByText('all 120 matching').count()).toBe(0);
    await page.getByRole('button', { name: 'Done' }).click();
    await bar.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.count').textContent()).toBe('0 executions');
    expect(await page.evaluate(() => document.body.dataset['news'] ?? '')).not.toContain('new');
  });
});

describe('A dialog', () => {
  it('says that the console is out of reach', async () => {
    const test = await openTestConsole({ play: threeOrders });
    const stop = test[Symbol.asyncDispose].bind(test);
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/executions'));
    await page.getByRole('link', { name: 'order-1' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    expect(await dialog(page).getByRole('status').count()).toBe(0);
    await stop();
    await dialog(page).getByText('Reconnecting: the console cannot be reached').waitFor();
  });
});

describe('A run', () => {
  it('is signaled from its page, in a dialog that repeats its ids and gives the focus back', async () => {
    const test = await openTestConsole({ play: threeOrders });
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    const button = page.getByRole('button', { name: 'Signal', exact: true });
    await button.click();
    expect(await dialog(page).locator('.run-facts').textContent()).toContain('order-1');
    await page.getByRole('button', { name: 'Send signal' }).click();
    await page.getByText(/^signalName must have 1 to 256 characters/).waitFor();
    await page.getByLabel('Signal name').fill('paid');
    await page.getByLabel('Input').fill('{"by":"card"}');
    await page.getByRole('button', { name: 'Send signal' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText('WorkflowExecutionSignaled').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Signal');
  });

  it('cannot be signaled once it is closed, and its page says why', async () => {
    const test = await openTestConsole({ play: threeOrders });
    await new Orders(test.client).decide([complete('done')]);
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('button', { name: 'Actions' }).click();
    const terminate = page.getByRole('menuitem', { name: /Terminate/ });
    await terminate.getByText('The execution is closed.').waitFor();
    expect(await terminate.getAttribute('aria-disabled')).toBe('true');
  });

  it('is started again like another', async () => {
    const test = await openTestConsole({ play: threeOrders });
    // The first id is taken.
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/start', { like: 'order-1' }));
    const id = page.getByLabel('Workflow id');
    await expect.poll(() => page.getByLabel('Input').inputValue()).toBe('{"id":"order-1"}');
    expect(await id.inputValue()).toBe('');
    const start = page.getByRole('button', { name: 'Start', exact: true });
    expect((await start.boundingBox())?.y).toBeLessThan(800);
    await start.click();
    await page.getByText('workflowId must have 1 to 256 characters').waitFor();
    await id.fill('order-1');
    await start.click();
    await page.getByText(/"order-1" .*already/).waitFor();
    await id.fill('order-9');
    await page.getByLabel('Execution timeout').fill('2h');
    await page.getByText('= 2 h').waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL(/\/execution\?.*id=order-9/);
    await page.getByRole('heading', { name: 'order-9' }).waitFor();
  });
});

describe('A console that is read-only', () => {
  it('shows its actions, disabled, with the reason', async () => {
    const test = await openTestConsole({ play: threeOrders, console: { changes: false } });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await page.getByRole('checkbox', { name: 'Select order-1' }).check();
    for (const name of ['Start', 'Signal', 'Request cancel', 'Terminate']) {
      const button = page.getByRole('button', { name, exact: true });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.getAttribute('title')).toContain('--allow-changes');
      await button.click({ force: true });
    }
    expect(await dialog(page).count()).toBe(0);
    expect(await page.getByText('read-only').count()).toBe(1);
  });
});

describe('A protected target', () => {
  it('has the name of the domain typed before each change', async () => {
    const target = { service: 'aws', domain: 'orders', region: 'eu-west-1', protected: true } as const;
    const test = await openTestConsole({ play: threeOrders, console: { target } });
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: /Terminate/ }).click();
    const terminate = dialog(page).getByRole('button', { name: 'Terminate' });
    await terminate.click({ force: true });
    expect(changesOf(test, 'TerminateWorkflowExecution')).toBe(0);
    await page.getByLabel('Type orders to confirm').fill('orders');
    await terminate.click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(changesOf(test, 'TerminateWorkflowExecution')).toBe(1);
  });

  it('has it typed before a human step is answered, too', async () => {
    const target = { service: 'aws', domain: 'orders', region: 'eu-west-1', protected: true } as const;
    const test = await openTestConsole({
      play: async (client) => {
        const orders = new Orders(client);
        await orders.start('order-1');
        await orders.decide([], {
          state: {},
          $waiting: [{ step: 'approve', id: 'approve-1', since: '2026-11-28T09:00:00.000Z' }],
        });
      },
      console: { target },
    });
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByLabel('Answer', { exact: true }).fill('true');
    const answer = page.getByRole('button', { name: 'Answer' });
    expect(await answer.isDisabled()).toBe(true);
    await page.getByLabel('Type orders to confirm').fill('orders');
    await answer.click();
    await expect.poll(() => changesOf(test, 'SignalWorkflowExecution')).toBe(1);
  });
});
