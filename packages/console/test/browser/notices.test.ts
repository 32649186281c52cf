import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { Orders, schedule } from './support/orders.js';
import { openPage } from './support/page.js';

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
    const notices = page.getByRole('region', { name: 'Notices' });
    await notices.getByText('Signal sent: order-1').waitFor();
    // Sentences are spoken every five seconds, and the event of the signal is the next, perhaps: time
    // must not go on once this one was spoken.
    const spoken = page.locator('[role="status"][aria-live="polite"]');
    const passSecond = () => page.clock.runFor(1000).then(() => spoken.textContent());
    await expect.poll(passSecond).toContain('Signal sent: order-1');
    await page.getByRole('tab', { name: /Events/ }).click();
    await page.getByRole('tab', { name: /Events/, selected: true }).waitFor();
    expect(await notices.getByText('Signal sent').count()).toBe(1);
    await page.clock.resume();
    await page.getByRole('navigation').getByRole('link', { name: 'Types' }).click();
    await notices.getByText('Signal sent').waitFor({ state: 'detached' });
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
    await page.getByRole('region', { name: 'Notices' }).getByText('Started: order-7').waitFor();
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
