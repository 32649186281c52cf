import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage, settled } from './support/page.js';
import { playDay } from './support/scenario.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole({ play: playDay });
});
afterAll(() => test[Symbol.asyncDispose]());

const CHUNKS = '**/assets/chunks/**';
const NOT_LOADED = 'This part of the page could not be loaded';

/** Opens a page, from which on no further part of the console can be loaded. */
async function openCutOff(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Page> {
  const page = await openPage({ mayFail: true });
  await page.goto(test.page(path, parameters));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  await page.route(CHUNKS, (route) => route.abort());
  return page;
}

async function tryAgain(page: Page): Promise<void> {
  await page.getByRole('alert').getByText(NOT_LOADED).waitFor();
  await page.unroute(CHUNKS);
  await page.getByRole('button', { name: 'Try again' }).click();
}

describe('A tab of a history', () => {
  it('is loaded when the pointer comes near it, and not before', async () => {
    const page = await openPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    const isLoaded = () => loaded.some((url) => url.includes('/statistics-tab-'));
    await page.goto(test.page('/execution', { id: 'order-1042' }));
    await page.getByRole('tabpanel', { name: 'Timeline' }).getByText('charge-card').first().waitFor();
    expect(isLoaded()).toBe(false);
    await page.getByRole('tab', { name: 'Statistics' }).hover();
    await expect.poll(isLoaded).toBe(true);
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Timeline');
  });

  it('that cannot be loaded says so, and is shown after another try', async () => {
    const page = await openCutOff('/execution', { id: 'order-1042' });
    await page.getByRole('tab', { name: 'Statistics' }).click();
    await tryAgain(page);
    await page.getByRole('tabpanel', { name: 'Statistics' }).getByText('decisions timed out').waitFor();
  });
});

describe('The panel of an event', () => {
  it('that cannot be loaded says so, can be closed, and is shown after another try', async () => {
    const page = await openCutOff('/execution', { id: 'order-1042', tab: 'events' });
    const open = () => page.getByRole('grid').getByText('WorkflowExecutionStarted').click();
    const panel = page.getByRole('complementary', { name: /^#1/ });
    await open();
    await panel.getByText(NOT_LOADED).waitFor();
    await panel.getByRole('button', { name: 'Close the panel' }).click();
    await panel.waitFor({ state: 'detached' });
    await open();
    await tryAgain(page);
    await panel.getByRole('button', { name: 'Copy attributes' }).waitFor();
  });
});

describe('A dialog', () => {
  it('that cannot be loaded says so, and opens after another try', async () => {
    const page = await openCutOff('/executions');
    await page.getByRole('button', { name: 'Columns' }).click();
    await tryAgain(page);
    await page.getByRole('dialog', { name: 'Columns' }).getByText('Done').waitFor();
  });
});

describe('A part of a build that another has replaced', () => {
  it('says so, and a reload brings it with the same filter', async () => {
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/executions', { q: 'status:open' }));
    await page.getByRole('checkbox', { name: 'Select all rows' }).waitFor();
    await settled(page);
    await page.route(CHUNKS, (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('alert').getByText('The console has a new version').waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await page.unroute(CHUNKS);
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('button', { name: 'Remove status:open' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).getByText('Done').waitFor();
  });
});

describe('A page', () => {
  it('that cannot be loaded says so, and is shown after another try', async () => {
    const page = await openCutOff('/executions');
    await page.getByRole('navigation').getByRole('link', { name: 'Types' }).click();
    await tryAgain(page);
    await page.getByRole('main').getByText('nightly-report').first().waitFor();
  });
});
