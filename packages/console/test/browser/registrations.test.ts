import { DescribeWorkflowTypeCommand, RegisterWorkflowTypeCommand, type SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { openTestConsole } from './support/console.js';
import { Orders } from './support/orders.js';
import { openPage } from './support/page.js';
import { enterGrid } from './support/rows.js';
import { playDay } from './support/scenario.js';

describe('A type', () => {
  it('gets a new version from its old one, which is then deprecated', async () => {
    const test = await openTestConsole();
    const page = await openPage();
    await page.goto(test.page('/types'));
    await page.getByRole('row', { name: /order/ }).click();
    const panel = page.getByRole('complementary', { name: 'order@1.0' });
    await panel.getByText('1 min', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'New version' }).click();
    await page.getByRole('textbox', { name: /^Version/ }).fill('1.1');
    await page.getByLabel('Decision timeout').fill('2m');
    await page.getByRole('dialog').getByRole('button', { name: 'Register' }).click();
    await page.getByRole('row', { name: /1\.1/ }).waitFor();
    const { configuration } = await test.client.send(
      new DescribeWorkflowTypeCommand({ domain: 'orders', workflowType: { name: 'order', version: '1.1' } }),
    );
    expect(configuration).toMatchObject({
      defaultTaskList: { name: 'orders' },
      defaultTaskStartToCloseTimeout: '120',
      defaultExecutionStartToCloseTimeout: '86400',
      defaultChildPolicy: 'TERMINATE',
    });
    await panel.getByRole('button', { name: 'Deprecate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deprecate' }).click();
    await page.getByRole('row', { name: /1\.0.*deprecated/ }).waitFor();
    await panel.getByRole('button', { name: 'Undeprecate' }).waitFor();
  });

  it('counts its open executions when asked', async () => {
    const test = await openTestConsole({ play: async (client) => void (await new Orders(client).start('order-1')) });
    const page = await openPage();
    await page.goto(test.page('/types', { open: 'order@1.0' }));
    await page.getByRole('button', { name: 'Count open ones' }).waitFor();
    expect(test.sent).not.toContain('CountOpenWorkflowExecutions');
    await page.getByRole('button', { name: 'Count open ones' }).click();
    await page.getByRole('link', { name: '1 open' }).click();
    await page.getByRole('link', { name: 'order-1' }).waitFor();
  });
});

/** Registers `type-100` to `type-339`, which fill two pages of 100 and begin a third. */
async function registerTypes(client: SWFClient): Promise<void> {
  for (let number = 100; number < 340; number += 1) {
    const name = `type-${number}`;
    await client.send(new RegisterWorkflowTypeCommand({ domain: 'orders', name, version: '1.0' }));
  }
}

describe('A list of types', () => {
  it('reads a page once, however often its end comes into view meanwhile', async () => {
    const test = await openTestConsole();
    await registerTypes(test.client);
    const page = await openPage();
    const held: (() => void)[] = [];
    await page.route(/[?&]page=/, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await page.goto(test.page('/types'));
    await page.getByRole('row', { name: /order/ }).waitFor();
    await enterGrid(page);
    await page.keyboard.press('End');
    await expect.poll(() => held.length).toBe(1);
    const last = page.getByRole('row', { name: /type-198/ });
    for (let time = 0; time < 3; time += 1) {
      await page.keyboard.press('Home');
      await page.getByRole('row', { name: /order/ }).waitFor();
      await page.keyboard.press('End');
      await last.waitFor();
    }
    expect(held).toHaveLength(1);
    held[0]?.();
    await page.getByRole('row', { name: /type-199/ }).waitFor();
  });

  it('goes on at its end, and after a failure when its reader tries again', async () => {
    const test = await openTestConsole();
    await registerTypes(test.client);
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/types'));
    await page.getByRole('row', { name: /order/ }).waitFor();
    const requests = () => test.sent.filter((operation) => operation === 'ListWorkflowTypes').length;
    test.service.faults.set([{ operations: ['ListWorkflowTypes'], fault: 'OperationNotPermittedFault' }]);
    const before = requests();
    await enterGrid(page);
    await page.keyboard.press('End');
    const alert = page.getByRole('alert').filter({ hasText: 'access denied' });
    await alert.waitFor();
    test.service.faults.set([]);
    await page.keyboard.press('Home');
    await page.getByRole('row', { name: /order/ }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('row', { name: /type-198/ }).waitFor();
    expect(requests()).toBe(before + 1);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    await enterGrid(page);
    // The end moves on with each page.
    await expect
      .poll(() => page.keyboard.press('End').then(() => page.getByRole('row', { name: /type-339/ }).isVisible()))
      .toBe(true);
    // With the header, order@1.0 and each of the others once.
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('242');
  });

  it('says that a later page cannot be read, also where no row is left by the filter, and reads it again', async () => {
    const test = await openTestConsole();
    await registerTypes(test.client);
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/types'));
    await page.getByRole('row', { name: /order/ }).waitFor();
    test.service.faults.set([{ operations: ['ListWorkflowTypes'], fault: 'OperationNotPermittedFault' }]);
    await page.getByRole('searchbox', { name: 'Filter workflow types' }).fill('type-339');
    const alert = page.getByRole('alert').filter({ hasText: 'access denied' });
    await alert.waitFor();
    expect(await page.getByRole('row', { name: /type-/ }).count()).toBe(0);
    test.service.faults.set([]);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row', { name: /type-339/ }).waitFor();
    expect(await alert.count()).toBe(0);
  });
});

describe('A domain', () => {
  it('is registered, and opened by the switcher', async () => {
    const test = await openTestConsole();
    const page = await openPage();
    await page.goto(test.page('/types', { kind: 'domains' }));
    await page.getByRole('row', { name: /orders/ }).waitFor();
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByLabel('Name').fill('payments');
    await page.getByLabel('Retention in days').fill('91');
    await page.keyboard.press('Enter');
    await page.getByText(/^retentionPeriodInDays must be/).waitFor();
    await page.getByLabel('Retention in days').fill('7');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /payments/ }).waitFor();
    await page.goto(test.page('/executions'));
    await page.getByRole('button', { name: /^Domain orders/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'payments' }).click();
    await page.waitForURL(/\/executions\?domain=payments/);
    await page.getByText('payments has no workflow type yet').waitFor();
  });

  it('that does not exist is named, with what to do', async () => {
    const test = await openTestConsole();
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/executions', { domain: 'nowhere' }));
    await page.getByText('There is no domain nowhere here').waitFor();
  });
});

describe('A task list', () => {
  it('is offered at once where a type names it, and followed', async () => {
    const test = await openTestConsole();
    const page = await openPage();
    await page.goto(test.page('/task-lists'));
    await page.getByRole('button', { name: 'orders', exact: true }).click();
    const row = page.getByRole('row', { name: /^orders/ });
    await row.getByText('nobody').waitFor();
    await new Orders(test.client).start('order-1');
    await row.getByText('nobody; tasks wait').waitFor();
    await page.reload();
    await row.getByText('nobody; tasks wait').waitFor();
    await page.getByRole('button', { name: 'Find lists' }).click();
    await page.getByText('1 registered type may name one each: 1 request.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Watch 1 list' }).click();
    await row.getByRole('button', { name: 'Stop watching orders' }).click();
    await page.getByText('No task list is watched yet').waitFor();
  });

  it('names who started its last tasks, after it has said what that costs', async () => {
    const test = await openTestConsole({ play: playDay });
    const page = await openPage();
    await page.goto(test.page('/task-lists', { list: 'warehouse' }));
    const panel = page.getByRole('complementary', { name: 'warehouse' });
    await panel.getByText('Only histories tell it, and the console has read none yet.').waitFor();
    expect(test.sent.filter((operation) => /History|Executions/.test(operation))).toEqual([]);
    await panel.getByRole('button', { name: 'Read 5 open executions, 6 requests' }).click();
    await panel.getByText('From the histories of 3 runs.').waitFor();
    expect(test.sent.filter((operation) => operation === 'GetWorkflowExecutionHistory')).toHaveLength(3);
    await panel.getByRole('link').first().click();
    await page.getByRole('complementary', { name: /ActivityTaskStarted|reserve-stock/ }).waitFor();
  });
});

describe('The virtual clock', () => {
  it('is moved to the next deadline, and times on other pages follow', async () => {
    const test = await openTestConsole({ play: async (client) => void (await new Orders(client).start('order-1')) });
    const page = await openPage();
    await page.goto(test.page('/time'));
    await page.getByText('2026-11-28T12:00:00.000Z').waitFor();
    await page.getByRole('button', { name: 'Advance 1 h' }).click();
    await page.getByText('2026-11-28T13:00:00.000Z').waitFor();
    await page.getByRole('link', { name: 'Executions' }).click();
    await page
      .getByRole('row', { name: /order-1/ })
      .getByText('1 h ago')
      .waitFor();
    await page.getByRole('link', { name: 'Time' }).click();
    await page.getByRole('button', { name: 'To the next deadline' }).click();
    await page.getByText('2026-11-29T12:00:00.000Z').waitFor();
    await page.getByText('No timer or timeout is due').waitFor();
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByRole('row', { name: /order-1.*timed out/ }).waitFor();
  });
});
