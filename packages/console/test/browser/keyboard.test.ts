import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole } from './support/console.js';
import { complete, Orders } from './support/orders.js';
import { openPage } from './support/page.js';

/** A console with two open orders, and its list on a page that no mouse touches. */
async function opened(): Promise<{ readonly test: TestConsole; readonly page: Page; readonly orders: Orders }> {
  const test = await openTestConsole();
  const orders = new Orders(test.client);
  await orders.start('order-1', { tags: ['eu'] });
  await orders.start('order-2', { tags: ['us'] });
  const page = await openPage();
  await page.goto(test.page('/executions'));
  await page.getByText('order-1').waitFor();
  await settled(page);
  return { test, page, orders };
}

const changes = ({ sent }: TestConsole) => sent.filter((operation) => !/^(?:Describe|List|Count|Get)/.test(operation));

/** Tabs until an element has the focus, as a user does; it must be reachable in so many steps. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      const labels = isField ? [...(element.labels ?? [])] : [];
      return element?.getAttribute('aria-label') ?? labels[0]?.textContent ?? element?.textContent ?? '';
    });
    if (name.test(label.trim())) return;
  }
  expect.fail(`${name} cannot be reached by Tab`);
}

/** Types in place of what the focused field has. */
async function typeInto(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Waits until the page listens for its keys, which it does once it is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}

/** Presses a key of the console, which is for keys outside of fields. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('By keyboard alone', () => {
  it('a filter is typed, a row is opened, and the list is come back to', async () => {
    const { page } = await opened();
    await press(page, '/');
    await page.keyboard.type('tag:us');
    await press(page, 'Enter');
    await expect.poll(() => page.getByText('order-1', { exact: true }).count()).toBe(0);
    await press(page, 'Escape');
    await press(page, 'Escape');
    await page.getByText('order-2', { exact: true }).waitFor();
    await tabTo(page, /^order-2/);
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: 'order-2' }).waitFor();
    await press(page, 'g', 'e');
    await page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor();
  });

  it('a filter that was made is left for its rows by Enter, and a row is opened by the next', async () => {
    const { page } = await opened();
    await press(page, '/');
    await page.keyboard.type('us');
    await press(page, 'Enter');
    await expect.poll(() => page.getByText('order-1', { exact: true }).count()).toBe(0);
    // Its rows are there: the old ones go before the new ones come.
    await page.getByText('order-2', { exact: true }).waitFor();
    await settled(page);
    await press(page, 'Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TR');
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: 'order-2' }).waitFor();
  });

  it('the tabs of an execution are opened by their numbers, an event by Enter, and closed by Esc', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await settled(page);
    for (const [key, tab] of [
      ['2', /Events/],
      ['3', /Pending/],
      ['4', /Data/],
      ['5', /Relations/],
      ['6', /Statistics/],
      ['1', /Timeline/],
      ['2', /Events/],
    ] as const) {
      await press(page, key);
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
    }
    await page.getByRole('grid').getByText('WorkflowExecutionStarted').waitFor();
    await settled(page);
    await press(page, 'j');
    await settled(page);
    await press(page, 'Enter');
    await page.getByRole('complementary').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('event')).not.toBeNull();
    await press(page, 'Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('event')).toBeNull();
  });

  it.each([
    ['Signal', 'SignalWorkflowExecution', /^Send signal/],
    ['Request cancel', 'RequestCancelWorkflowExecution', /^Request cancel/],
    ['Terminate', 'TerminateWorkflowExecution', /^Terminate/],
    ['Restart', 'StartWorkflowExecution', /^Start new run/],
  ])('%s is chosen among the actions, confirmed, and sent once', async (title, operation, button) => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await settled(page);
    await press(page, '.');
    const item = page.getByRole('menuitem', { name: title });
    await item.waitFor();
    for (let step = 0; step < 10; step += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break;
      await press(page, 'ArrowDown');
    }
    await press(page, 'Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('order-1');
    if (title === 'Signal') await page.keyboard.type('hurry');
    // The id of an open run is taken.
    if (title === 'Restart') await typeInto(page, 'order-1-again');
    await tabTo(page, button);
    await press(page, 'Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => changes(test)).toEqual([operation]);
  });

  it('the dialog Signal has a key of its own', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await settled(page);
    await press(page, 's');
    await page.getByRole('dialog', { name: 'Signal to execution' }).waitFor();
    await page.keyboard.type('hurry');
    await press(page, 'Enter');
    await expect.poll(() => changes(test)).toEqual(['SignalWorkflowExecution']);
  });

  it('a dialog is sent from a field of several lines by Ctrl and Enter', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/execution', { id: 'order-1' }));
    await page.getByRole('tab', { selected: true }).waitFor();
    await settled(page);
    await press(page, 's');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('hurry');
    await tabTo(page, /^Input/);
    await page.keyboard.type('{"by":"ops"}');
    await press(page, 'Enter');
    expect(await dialog.count()).toBe(1);
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => changes(test)).toEqual(['SignalWorkflowExecution']);
  });

  it('an execution is started', async () => {
    const { test, page } = await opened();
    await page.goto(test.page('/start'));
    await page.getByRole('heading', { name: /Start/ }).first().waitFor();
    await tabTo(page, /^Type\s*required/);
    await page.keyboard.type('order@1.0');
    await tabTo(page, /^Workflow id/);
    await page.keyboard.type('order-3');
    await tabTo(page, /^Start$/);
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: 'order-3' }).waitFor();
    expect(changes(test)).toEqual(['StartWorkflowExecution']);
  });

  it('a type is registered, and deprecated from its panel', async () => {
    const { test, page } = await opened();
    await press(page, 'g', 't');
    await page.getByRole('heading', { level: 1, name: 'Types' }).waitFor();
    await page.getByRole('row', { name: /order.*1\.0/ }).waitFor();
    await tabTo(page, /^Register$/);
    await press(page, 'Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('refund');
    await tabTo(page, /^Version/);
    await page.keyboard.type('1.0');
    await press(page, 'Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /refund/ }).waitFor();
    await settled(page);
    await tabTo(page, /^order/);
    await press(page, 'ArrowDown', 'Enter');
    await page.getByRole('complementary', { name: 'refund@1.0' }).waitFor();
    await tabTo(page, /^Deprecate$/);
    await press(page, 'Enter');
    await dialog.waitFor();
    await tabTo(page, /^Deprecate$/);
    await press(page, 'Enter');
    await page.getByRole('row', { name: /refund.*deprecated/ }).waitFor();
    expect(changes(test)).toEqual(['RegisterWorkflowType', 'DeprecateWorkflowType']);
  });

  it('a batch is selected, reviewed, confirmed by its number, and done', async () => {
    const { test, page } = await opened();
    await tabTo(page, /^Select (all|the)/i);
    await press(page, 'Space');
    await tabTo(page, /^Terminate/);
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^Review the list/);
    await press(page, 'Enter');
    await page.getByRole('dialog').getByText('order-2').waitFor();
    await tabTo(page, /^Type 2 to confirm/);
    await page.keyboard.type('2');
    await tabTo(page, /^Terminate/);
    await press(page, 'Enter');
    await expect.poll(() => changes(test)).toEqual(['TerminateWorkflowExecution', 'TerminateWorkflowExecution']);
  });

  it('a field of a page is left by Esc, to the keys of the page', async () => {
    const { page } = await opened();
    await press(page, 'g', 'l');
    await page.getByRole('heading', { level: 1, name: 'Task lists' }).waitFor();
    await tabTo(page, /^Task list$/);
    await press(page, 'g', 'e');
    await press(page, 'Escape');
    await press(page, 'g', 'e');
    await page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor();
  });

  it('the list of keys is opened and closed', async () => {
    const { page } = await opened();
    await press(page, '?');
    await page.getByRole('dialog').waitFor();
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('live updates are paused and resumed', async () => {
    const { page, orders } = await opened();
    await page.getByText(/live · every/).waitFor();
    await press(page, 'p');
    await page.getByRole('button', { name: /paused/ }).waitFor();
    await press(page, 'p');
    await page.getByText(/live · every/).waitFor();
    await orders.decide([complete({})]);
    await page.getByText('completed').first().waitFor();
  });
});
