import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole, type TestConsoleOptions } from './support/console.js';
import { complete, fail, Orders, schedule, timer } from './support/orders.js';
import { openPage } from './support/page.js';

/** Each kind of order: blocked, waiting for a person, failed, and completed. */
const play: TestConsoleOptions['play'] = async (client, clock) => {
  const orders = new Orders(client);
  await orders.registerActivityType('charge-card', 'payments');
  await orders.start('completed');
  await orders.decide([complete({})]);
  await orders.start('failed');
  await orders.decide([fail('CardDeclined', 'the issuer said no')]);
  await orders.start('for-a-person');
  const since = new Date(clock.now()).toISOString();
  await orders.decide([timer('deadline', 86_400)], {
    state: {},
    $waiting: [{ step: 'approve', id: 'approve', details: {}, since }],
  });
  await orders.start('blocked');
  await orders.decide([schedule('charge-card', {}, 'payments-eu')]);
  await clock.advance({ hours: 2 });
};

const why = (page: Page, id: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: id, exact: true }) })
    .getByRole('gridcell')
    .or(
      page
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name: id, exact: true }) })
        .getByRole('cell'),
    )
    .last();

const histories = ({ sent }: TestConsole) => sent.filter((operation) => operation === 'GetWorkflowExecutionHistory');

describe('Why, over a local service', () => {
  it('is said of the rows in view by itself: what waits, for whom, and what failed', async () => {
    const test = await openTestConsole({ play });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    await expect
      .poll(() => why(page, 'blocked').textContent())
      .toBe('blocked: charge-card waits on payments-eu, nobody polls');
    await expect.poll(() => why(page, 'for-a-person').textContent()).toContain('needs a person: ');
    await expect.poll(() => why(page, 'failed').textContent()).toBe('CardDeclined, the issuer said no');
    await expect.poll(() => why(page, 'completed').textContent()).toBe('–');
    expect(histories(test)).toHaveLength(3);
  });

  it('is told by a glyph and its hidden word in a narrow window, where the status has its word', async () => {
    const test = await openTestConsole({ play });
    const page = await openPage({ width: 360, height: 740 });
    await page.goto(test.page('/executions'));
    await expect.poll(() => why(page, 'blocked').textContent()).toContain('blocked: ');
    await why(page, 'blocked').locator('.glyph').waitFor();
    const status = page.getByRole('row', { name: /failed/ }).locator('.status-word');
    expect((await status.boundingBox())?.width).toBeGreaterThan(20);
  });
});

describe('Why, over AWS', () => {
  it('costs nothing until it is asked for, and then a request for each row in view', async () => {
    const target = { service: 'aws', domain: 'orders' } as const;
    const test = await openTestConsole({ play, console: { target, pollers: undefined, virtualClock: undefined } });
    const page = await openPage();
    await page.goto(test.page('/executions'));
    const ask = page.getByRole('button', { name: 'Ask why of these rows' });
    await ask.waitFor();
    expect(histories(test)).toEqual([]);
    await page.keyboard.press('w');
    await expect.poll(() => why(page, 'blocked').textContent()).toContain('charge-card waits on payments-eu');
    await page.getByRole('button', { name: /^Why, asked .*: ask again$/ }).waitFor();
    expect(histories(test)).toHaveLength(3);
    await page
      .getByRole('status')
      .getByText(/^Asked why of 3 rows: \d (?:is|are) blocked/)
      .or(page.getByText(/Asked why of 3 rows/))
      .first()
      .waitFor({ state: 'attached' });
  });
});
