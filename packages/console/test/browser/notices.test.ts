import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { Orders, schedule } from './support/orders.js';
import { openPage } from './support/page.js';

const dialog = (page: Page) => page.getByRole('dialog');
const notices = (page: Page) => page.getByRole('region', { name: 'Notices' });

describe('A notice', () => {
  it('ends when its reader goes to another page, and so does what screen readers are told', async () => {
    const test = await openTestConsole();
    await new Orders(test.client).start('order-1');
    const page = await openPage();
    await page.clock.install();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('button', { name: 'Signal', exact: true }).click();
    await page.getByLabel('Signal name').fill('hurry');
    // A notice ends after some seconds by itself: time stands still, however slow the machine is.
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.keyboard.press('Enter');
    await notices(page).getByText('Signal sent: order-1').waitFor();
    // Sentences are spoken every five seconds, and the event of the signal is the next, perhaps: time
    // must not go on once this one was spoken.
    const spoken = page.locator('[role="status"][aria-live="polite"]');
    const passSecond = () => page.clock.runFor(1000).then(() => spoken.textContent());
    await expect.poll(passSecond).toContain('Signal sent: order-1');
    await page.getByRole('tab', { name: /Events/ }).click();
    await page.getByRole('tab', { name: /Events/, selected: true }).waitFor();
    expect(await notices(page).getByText('Signal sent').count()).toBe(1);
    await page.clock.resume();
    await page.getByRole('navigation').getByRole('link', { name: 'Types' }).click();
    await notices(page).getByText('Signal sent').waitFor({ state: 'detached' });
    expect(await spoken.textContent()).not.toContain('Signal sent');
  });

  it('about what was started is shown on the page of that', async () => {
    const test = await openTestConsole();
    const page = await openPage();
    await page.goto(test.page('/start'));
    await page.getByLabel('Type').fill('order@1.0');
    await page.getByLabel('Workflow id').fill('order-7');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/execution\?/);
    await notices(page).getByText('Started: order-7').waitFor();
  });
});

/** Holds a change back until it is to be answered, or refused. */
async function hold(page: Page, path: string) {
  let noteSent = () => {};
  const sent = new Promise<void>((resolve) => {
    noteSent = resolve;
  });
  let end = (_outcome: 'answered' | 'refused') => {};
  const ended = new Promise<'answered' | 'refused'>((resolve) => {
    end = resolve;
  });
  await page.route(`**/api/${path}`, async (route) => {
    noteSent();
    if ((await ended) === 'answered') await route.continue();
    else await route.fulfill({ status: 400, json: { title: 'SWF refused it', code: 'REFUSED' } });
  });
  return { sent, end };
}

/** Opens the dialog of an action of `order-1`, on its page. */
async function openAction(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name }).click();
  await dialog(page).waitFor();
}

/** Opens a page of a console with `order-1`. */
async function openOrders(path: string, parameters?: Readonly<Record<string, string>>): Promise<Page> {
  const test = await openTestConsole();
  await new Orders(test.client).start('order-1');
  const page = await openPage({ mayFail: true });
  await page.goto(test.page(path, parameters));
  return page;
}

describe('A change whose dialog is closed while it is sent', () => {
  it('says that it failed in a notice', async () => {
    const page = await openOrders('/execution', { id: 'order-1' });
    const request = await hold(page, 'execution/terminate');
    await openAction(page, /Terminate/);
    await page.keyboard.press('Control+Enter');
    await request.sent;
    await dialog(page).getByRole('button', { name: 'Close' }).last().click();
    request.end('refused');
    await notices(page).getByText('Terminate order-1: SWF refused it').waitFor();
  });

  it('closes no other dialog when it is done, and opens no page', async () => {
    const page = await openOrders('/execution', { id: 'order-1' });
    const request = await hold(page, 'execution/terminate');
    await openAction(page, /Terminate/);
    await page.keyboard.press('Control+Enter');
    await request.sent;
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await openAction(page, /Restart/);
    request.end('answered');
    await notices(page).getByText('Terminated: order-1').waitFor();
    expect(await dialog(page).getByRole('heading').textContent()).toBe('Restart execution');
    const restart = await hold(page, 'execution/restart');
    await page.keyboard.press('Control+Enter');
    await restart.sent;
    await page.keyboard.press('Escape');
    const address = page.url();
    restart.end('answered');
    await notices(page).getByRole('link', { name: 'Started again: order-1' }).waitFor();
    expect(page.url()).toBe(address);
  });

  it.each(['answered', 'refused'] as const)('leaves the dialog of another type alone: %s', async (outcome) => {
    const page = await openOrders('/types', { open: 'order@1.0' });
    const panel = page.getByRole('complementary', { name: 'order@1.0' });
    const request = await hold(page, 'types/workflow/deprecate');
    await panel.getByRole('button', { name: 'Deprecate' }).click();
    await page.keyboard.press('Control+Enter');
    await request.sent;
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Deprecate' }).click();
    request.end(outcome);
    await notices(page)
      .getByText(outcome === 'answered' ? 'Deprecated: order@1.0' : 'Deprecate order@1.0: SWF refused it')
      .waitFor();
    expect(await dialog(page).count()).toBe(1);
  });

  it.each(['answered', 'refused'] as const)('leaves the registration of another alone: %s', async (outcome) => {
    const page = await openOrders('/types', { kind: 'domains' });
    const request = await hold(page, 'domains');
    const open = () => page.getByRole('button', { name: 'Register', exact: true }).click();
    await open();
    await page.getByLabel('Name').fill('payments');
    await page.getByLabel('Retention in days').fill('7');
    await page.keyboard.press('Enter');
    await request.sent;
    await page.keyboard.press('Escape');
    await open();
    await page.getByLabel('Name').fill('shipping');
    request.end(outcome);
    await notices(page)
      .getByText(outcome === 'answered' ? 'Registered: payments' : 'Register payments: SWF refused it')
      .waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('shipping');
  });
});

describe('A start whose page is left while it is sent', () => {
  it.each(['answered', 'refused'] as const)('says how it went, and does not come back: %s', async (outcome) => {
    const page = await openOrders('/start');
    const request = await hold(page, 'executions');
    await page.getByLabel('Type').fill('order@1.0');
    await page.getByLabel('Workflow id').fill('order-7');
    await page.keyboard.press('Control+Enter');
    await request.sent;
    await page.getByRole('navigation').getByRole('link', { name: 'Types' }).click();
    await page.getByRole('row', { name: /order/ }).waitFor();
    const address = page.url();
    request.end(outcome);
    await notices(page)
      .getByText(outcome === 'answered' ? 'Started: order-7' : 'Start order-7: SWF refused it')
      .waitFor();
    expect(page.url()).toBe(address);
  });
});

describe('What cannot be copied', () => {
  it('is shown selected, to be copied by hand', async () => {
    const test = await openTestConsole();
    await new Orders(test.client).start('order-1');
    const page = await openPage();
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
    });
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('button', { name: 'Copy as command' }).click();
    const field = page.getByRole('dialog', { name: 'Copy as command' }).getByLabel('Text to copy');
    await field.waitFor();
    const selected = () =>
      field.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
    await expect.poll(selected).toBe('swf list status:open --domain orders --local --region us-east-1');
  });
});

describe('Task lists', () => {
  it('that only a history names are offered once it was read, and have an address', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.registerActivityType('charge-card', 'payments');
    await orders.start('order-1');
    await orders.decide([schedule('charge-card', {}, 'payments-eu')]);
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Task lists' }).click();
    await page.getByRole('button', { name: 'payments-eu', exact: true }).click();
    await page.getByRole('grid', { name: 'Task lists' }).getByText('payments-eu').waitFor();
    await page.goto(test.page('/task-lists', { list: 'payments-eu' }));
    await page.getByRole('complementary', { name: 'payments-eu' }).getByText('1 task waiting').waitFor();
  });
});

describe('One like a closed run', () => {
  it('may have its id, and one like an open run may not', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const page = await openPage();
    await page.goto(test.page('/start', { like: 'order-1' }));
    await page.getByText('Not order-1, which is open.').waitFor();
    await orders.decide([{ decisionType: 'CompleteWorkflowExecution' }]);
    await page.reload();
    await page.getByText('Only one open execution can have it.').waitFor();
  });
});
