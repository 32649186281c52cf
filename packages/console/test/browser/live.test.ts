import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignalWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { startLocalService, VirtualClock } from '@swf/local';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestConsole, START } from './support/console.js';
import { complete, Orders } from './support/orders.js';
import { openPage } from './support/page.js';

describe('An execution that is open in a tab', () => {
  it('shows events and its end without a reload', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    await page.getByText('WorkflowExecutionStarted').waitFor();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await orders.signal('order-1', 'hurry', { by: 'support' });
    await page.getByText('WorkflowExecutionSignaled').waitFor();
    await orders.decide([complete({ paid: true })]);
    await page.getByText('WorkflowExecutionCompleted').waitFor();
    await page.locator('main').getByText('completed', { exact: true }).first().waitFor();
    expect(loads).toBe(0);
  });

  it('is polled no more once it is closed', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    await orders.decide([complete({ paid: true })]);
    const page = await openPage();
    const streams: string[] = [];
    page.on('request', (request) => request.url().endsWith('/api/live') && streams.push(request.url()));
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    await page.getByText('WorkflowExecutionCompleted').waitFor();
    // Another run, which is followed, shows that time has passed.
    await orders.start('order-2');
    const other = await openPage();
    await other.goto(test.page('/execution', { id: 'order-2', tab: 'events' }));
    await other.getByText('WorkflowExecutionStarted').waitFor();
    await orders.signal('order-2', 'hurry');
    await other.getByText('WorkflowExecutionSignaled').waitFor();
    expect(streams).toEqual([]);
  });
});

describe('A list that is open in a tab', () => {
  it('announces new executions, and shows them when asked', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await page.getByText('order-1').waitFor();
    await orders.start('order-2');
    const announcement = page.getByRole('button', { name: /1 new/ });
    await announcement.waitFor();
    expect(await page.getByText('order-2').count()).toBe(0);
    await announcement.click();
    await page.getByText('order-2').waitFor();
  });

  it('says at least how many are new, if they are more than a page', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-0');
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await page.getByRole('link', { name: 'order-0', exact: true }).waitFor();
    for (let number = 1; number <= 60; number += 1) {
      await test.service.clock.advance({ seconds: 1 });
      await orders.start(`order-${number}`);
    }
    const news = page.getByRole('button', { name: '50+ new', exact: true });
    await news.waitFor();
    await page.getByRole('status').getByText('50+ new executions.').waitFor();
    await news.click();
    await page.getByRole('link', { name: 'order-60', exact: true }).waitFor();
  });

  it('gives no news to the list that is shown next', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1', { tags: ['eu'] });
    await orders.start('order-2');
    const page = await openPage();
    await page.clock.install();
    await page.goto(test.page('/executions'));
    await page.getByText('order-2').waitFor();
    const other = await openPage();
    await other.goto(test.page('/executions'));
    await other.getByText('order-2').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('tag:eu');
    // Effects wait for a timer, so the page shows the new list, and still watches the old one.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=tag:eu/);
    await orders.start('order-3');
    await other.getByRole('button', { name: /1 new/ }).waitFor();
    await page.clock.resume();
    await page.getByText('1 execution', { exact: true }).waitFor();
    await page.getByText('order-1', { exact: true }).waitFor();
    expect(await page.getByText(/order-[23]/).count()).toBe(0);
  });
});

describe('A tab', () => {
  it('polls nothing while it is hidden, and catches up when it is shown', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const page = await openPage();
    await page.clock.install();
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    await page.getByText('WorkflowExecutionStarted').waitFor();
    const closed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/live'));
    await setVisibility('hidden');
    await page.clock.fastForward(31_000);
    await closed;
    // A poll that has begun when the stream closes may still be under way.
    await expect.poll(() => test.service.pollers().length).toBe(0);
    const reopened = page.waitForResponse((response) => response.url().endsWith('/api/live'));
    await orders.signal('order-1', 'hurry');
    await setVisibility('visible');
    await reopened;
    await page.getByText('WorkflowExecutionSignaled').waitFor();

    async function setVisibility(state: 'hidden' | 'visible'): Promise<void> {
      await page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    }
  });

  it('says that SWF cannot be reached, and goes on when it is back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'swf-console-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const data = join(folder, 'swf.sqlite');
    const test = await openTestConsole({ service: { data } });
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/execution', { id: 'order-1', tab: 'events' }));
    await page.getByText('WorkflowExecutionStarted').waitFor();
    await test.service.close();
    const pill = page.getByRole('button', { name: /interrupted/ });
    await pill.waitFor();
    const { port } = new URL(test.service.endpoint);
    const again = await startLocalService({ data, port: Number(port), clock: new VirtualClock({ start: START }) });
    onTestFinished(() => again.close());
    const client = again.client();
    await client.send(
      new SignalWorkflowExecutionCommand({ domain: 'orders', workflowId: 'order-1', signalName: 'hurry' }),
    );
    client.destroy();
    await page.getByText('WorkflowExecutionSignaled').waitFor();
    await pill.waitFor({ state: 'detached' });
  });
});

describe('A human step', () => {
  it('is answered on the page, and the run goes on', async () => {
    const test = await openTestConsole();
    const orders = new Orders(test.client);
    await orders.start('order-1');
    const step = { step: 'approve', id: 'approve-1', details: '4 desks for 1,280 €', since: START };
    await orders.decide([], { state: 'waits', $waiting: [step] });
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByLabel('Answer').fill('{"approved":true}');
    await page.getByRole('button', { name: 'Answer' }).click();
    await page
      .getByText(/answered/i)
      .first()
      .waitFor();
    await orders.decide([complete({ approved: true })]);
    await page.locator('main').getByText('completed', { exact: true }).first().waitFor();
    expect(test.sent.filter((operation) => operation === 'SignalWorkflowExecution')).toHaveLength(1);
  });
});
