import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { isSamePicture } from './support/same-picture.js';
import { playDay } from './support/scenario.js';
import { stableIds } from './support/stable-ids.js';

const folder = fileURLToPath(new URL('../../../../docs/console/', import.meta.url));

const LARGEST_IN_BYTES = 150_000;

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Brings the page into the state that is shown. */
  readonly show: (page: Page) => Promise<void>;
}

const text = (content: string | RegExp) => (page: Page) => page.locator('main').getByText(content).first().waitFor();

/** The pictures of docs/console.md. */
const PICTURES: readonly Picture[] = [
  {
    name: 'executions',
    path: '/executions',
    show: async (page) => {
      await text('order-1043')(page);
      // The last of the rows in view that say why.
      await page
        .getByRole('row', { name: /order-1030/ })
        .locator('.reason')
        .waitFor();
      await vi.waitFor(async () => expect(await page.getByText('…', { exact: true }).count()).toBe(0));
    },
  },
  { name: 'why', path: '/execution', parameters: { id: 'order-1042' }, show: text('no worker polls it') },
  { name: 'timeline', path: '/execution', parameters: { id: 'order-1041' }, show: text('charge-card') },
  { name: 'human-step', path: '/execution', parameters: { id: 'order-1043' }, show: text('4 desks') },
  {
    name: 'batch',
    path: '/executions',
    parameters: { q: 'status:open' },
    show: async (page) => {
      await page.getByText('order-1043').waitFor();
      await page.getByRole('checkbox', { name: /all/i }).first().check();
      await page
        .getByRole('button', { name: /^Terminate/ })
        .first()
        .click();
      await page.getByLabel('Reason').fill('replaced by 1.1');
      await page.getByRole('button', { name: 'Review the list' }).click();
      await page.getByRole('dialog').getByText('order-1043').waitFor();
    },
  },
  { name: 'types', path: '/types', show: text('nightly-report') },
  {
    name: 'task-lists',
    path: '/task-lists',
    show: async (page) => {
      // Named by a type only, so the types have been read.
      await page.getByRole('button', { name: 'shipments' }).waitFor();
      await page.getByRole('button', { name: /^Watch (both|all)/ }).click();
      await page.getByLabel('Task list', { exact: true }).fill('payments-eu');
      await page.getByRole('button', { name: 'Watch', exact: true }).click();
      await page.getByText('nobody; tasks wait').last().waitFor();
      await page.mouse.move(0, 0);
    },
  },
];

let test: TestConsole;

beforeAll(async () => {
  // Each thing is polled once: the pill would say that the polls become rarer.
  const clock = { now: Date.now, setTimer: () => () => {} };
  test = await startTestConsole({ wrap: stableIds, play: playDay, console: { clock } });
  mkdirSync(folder, { recursive: true });
});
afterAll(() => test[Symbol.asyncDispose]());

describe.each(['light', 'dark'] as const)('In the %s theme', (theme) => {
  it.each(PICTURES)('the picture $name is taken, and the documentation has one', async (picture) => {
    const page = await openPage({ theme });
    // The page's own clock would change what is "2 h ago".
    await page.clock.setFixedTime(test.service.clock.now());
    await page.goto(test.page(picture.path, picture.parameters));
    await picture.show(page);
    // What is followed says so a moment later.
    if (picture.name !== 'timeline' && picture.name !== 'types') await page.getByText(/live · every/).waitFor();
    if (picture.path === '/executions')
      await page
        .getByText(/executions?$/)
        .first()
        .waitFor();
    const image = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    expect(image.length).toBeLessThan(LARGEST_IN_BYTES);
    const file = `${folder}${picture.name}-${theme}.png`;
    if (process.env['SWF_SCREENSHOTS'] === 'write' && !(await isSamePicture(file, image))) writeFileSync(file, image);
    expect(existsSync(file)).toBe(true);
  });
});
