import { DeprecateWorkflowTypeCommand } from '@aws-sdk/client-swf';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole } from './support/console.js';
import { Orders } from './support/orders.js';
import { tooWide } from './support/overflow.js';
import { openPage } from './support/page.js';

async function started(): Promise<TestConsole> {
  return openTestConsole({
    play: async (client) => {
      const orders = new Orders(client);
      await orders.registerActivityType('charge-card', 'payments');
      await orders.registerWorkflowType('shipment', '1.0', 'shipments');
      await orders.registerWorkflowType('order', '0.9', 'orders-old');
      await client.send(
        new DeprecateWorkflowTypeCommand({ domain: 'orders', workflowType: { name: 'order', version: '0.9' } }),
      );
    },
  });
}

async function choose(page: Page, name: string, content: string): Promise<void> {
  await page
    .getByLabel('Catalog file')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
}

/** The rows of the table, each as its cells. */
async function differences(page: Page): Promise<readonly (readonly string[])[]> {
  const rows = page.getByRole('region', { name: 'Differences' }).locator('tbody > tr');
  await rows.first().waitFor();
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? '')));
}

const FILE = JSON.stringify({
  activityTypes: [{ name: 'print-label', version: '1.0', description: 'MARK-OF-THE-FILE' }],
  workflowTypes: [
    {
      name: 'order',
      version: '1.0',
      defaultTaskList: 'orders-2',
      defaultTaskStartToCloseTimeout: 60,
      defaultExecutionStartToCloseTimeout: 86_400,
      defaultChildPolicy: 'TERMINATE',
    },
    { name: 'order', version: '0.9' },
  ],
});

describe('Comparing types with a file', () => {
  it('says what is on one side, what differs and what needs a new version, at a cost that is shown first', async () => {
    const test = await started();
    const page = await openPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(test.page('/types'));
    await page.getByRole('button', { name: 'Compare with a file' }).click();
    await choose(page, 'types.json', FILE);
    await page.getByText('1 registered type is in the file. Describing it costs 1 request.').waitFor();
    expect(test.sent.filter((operation) => operation.startsWith('Describe'))).toEqual([]);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect
      .poll(() => differences(page))
      .toEqual([
        ['print-label@1.0 activity type', 'status', 'REGISTERED', '–', 'Register…'],
        ['charge-card@1.0 activity type', 'status', '–', 'REGISTERED', 'nothing: only here'],
        ['order@1.0 workflow type', 'defaultTaskList', 'orders-2', 'orders', 'New version…'],
        ['order@0.9 workflow type', 'status', 'REGISTERED', 'DEPRECATED', 'undeprecate it'],
        ['shipment@1.0 workflow type', 'status', '–', 'REGISTERED', 'nothing: only here'],
      ]);
    await page
      .getByText('1 type only in the file; 2 types only here; 1 type deprecated here; 1 type with other attributes')
      .waitFor();
    expect(test.sent.filter((operation) => operation.startsWith('Describe'))).toEqual(['DescribeWorkflowType']);
    expect(requests.filter((request) => /MARK-OF-THE-FILE|orders-2|print-label/.test(request))).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await expect.poll(() => tooWide(page)).toEqual([]);
  });

  it('registers what only the file has, and offers a new version of what differs', async () => {
    const test = await started();
    const page = await openPage();
    await page.goto(test.page('/types', { kind: 'activity' }));
    await page.getByRole('button', { name: 'Compare with a file' }).click();
    await choose(page, 'types.json', FILE);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'New version: order@1.0' }).click();
    const version = page.getByRole('dialog', { name: 'New version of order' });
    expect(await version.getByLabel('Version').inputValue()).toBe('');
    expect(await version.getByLabel('Task list').first().inputValue()).toBe('orders-2');
    await page.keyboard.press('Escape');
    await version.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Register: print-label@1.0' }).click();
    const dialog = page.getByRole('dialog', { name: 'Register print-label@1.0' });
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(test.sent.filter((operation) => operation.startsWith('Register'))).toEqual(['RegisterActivityType']);
    const types = async () => (await differences(page)).map(([type]) => type);
    await expect.poll(types).not.toContain('print-label@1.0 activity type');
    await page.keyboard.press('Escape');
    await page.getByRole('grid').getByText('print-label').waitFor();
  });

  it('says what is wrong with a file that is no catalog, and takes another', async () => {
    const test = await started();
    const page = await openPage();
    await page.goto(test.page('/types'));
    await page.getByRole('button', { name: 'Compare with a file' }).click();
    await choose(page, 'history.txt', 'no JSON');
    await page.getByText('history.txt is not JSON. Make one with "swf types dump > types.json".').waitFor();
    await choose(page, 'history.json', '{"events":[]}');
    await page.getByText('history.json is not what "swf types dump" prints.').waitFor();
    await choose(page, 'types.json', '{"activityTypes":[],"workflowTypes":[]}');
    await page.getByText('No registered type is in the file').waitFor();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect.poll(() => differences(page)).toHaveLength(3);
  });
});
