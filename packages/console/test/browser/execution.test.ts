import type { VirtualClock } from '@swf/local';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { complete, Player, schedule, startPlayedConsole } from './support/player.js';

let test: TestConsole;
let clock: VirtualClock;
let player: Player;

beforeAll(async () => {
  test = await startPlayedConsole();
  clock = test.service.clock;
  player = new Player(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function open(workflowId: string, parameters: Readonly<Record<string, string>> = {}): Promise<Page> {
  const page = await openPage();
  await page.clock.setFixedTime(clock.now());
  await page.goto(test.page('/execution', { id: workflowId, ...parameters }));
  await page.getByRole('heading', { level: 1, name: workflowId }).waitFor();
  return page;
}

const rowsOf = (page: Page) => page.locator('.grid-body > .grid-row');

describe('An open run', () => {
  it('shows new events and its close without a reload, and does not move what is read', async () => {
    await player.start('live-1');
    const page = await open('live-1', { tab: 'events' });
    await rowsOf(page).nth(1).waitFor();
    const before = await rowsOf(page).first().boundingBox();
    await player.decide('live-1', [complete]);
    await rowsOf(page).filter({ hasText: 'WorkflowExecutionCompleted' }).waitFor();
    await page.locator('.heading-line').getByText('completed').waitFor();
    await page.getByText('The execution closed as COMPLETED').waitFor();
    // Findings above the tabs may change their height; the list itself stays where it was scrolled
    // to.
    expect((await rowsOf(page).first().boundingBox())?.x).toBe(before?.x);
    expect(await page.locator('.grid-scroller').evaluate((own) => own.scrollTop)).toBe(0);
  });
});

describe('The timeline', () => {
  it('names its bars, opens them by keys, and has a table with the same data', async () => {
    await player.playRetry('timeline-1');
    const page = await open('timeline-1');
    await page.getByRole('button', { name: 'charge, failed, waited 4 s, ran 0 s', exact: true }).waitFor();
    await page.getByRole('button', { name: 'charge, attempt 2, waiting for 1 min' }).waitFor();
    const charge = rowsOf(page).filter({ hasText: 'charge' });
    await rowsOf(page).first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => charge.evaluate((row) => row === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'activity charge' }).waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    const failed = rowsOf(page).filter({ hasText: 'charge' }).first();
    await failed.getByText('failed').waitFor();
    await failed.getByText('4 s', { exact: true }).waitFor();
    await failed.getByText('0 s', { exact: true }).waitFor();
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    const labels = await rowsOf(page).locator('.grid-cell:first-child').allInnerTexts();
    expect(labels.map((label) => label.replace(/\s+/g, ' '))).toEqual([
      'order',
      'decisions',
      'charge',
      'patience',
      'decisions',
      'charge #2',
    ]);
  });

  it('folds nothing by itself when something happens', async () => {
    await player.start('fold-1');
    await player.decide('fold-1', [schedule('charge', 'fold-1-nobody')]);
    const page = await open('fold-1');
    await page.getByRole('button', { name: 'charge, waiting' }).waitFor();
    await clock.advance({ hours: 9 });
    await player.signal('fold-1', 'hurry');
    await clock.advance({ minutes: 1 });
    await player.signal('fold-1', 'hurry');
    const fold = page.getByRole('button', { name: 'Fold idle time' });
    await fold.waitFor();
    expect(await fold.getAttribute('aria-pressed')).toBe('false');
    await fold.click();
    await expect.poll(() => fold.getAttribute('aria-pressed')).toBe('true');
    await page.getByText('folded time').waitFor();
  });

  it('zooms by keys, by the wheel and by dragging, and keeps the part in the address', async () => {
    await player.playRetry('timeline-2');
    const page = await open('timeline-2');
    const bar = page.getByRole('button', { name: /^patience/ });
    const width = async () => (await bar.boundingBox())?.width ?? 0;
    const whole = await width();
    await page.keyboard.press(']');
    // Around the latest thing that happened: the second attempt was scheduled.
    await page.waitForURL(/zoom=0\.31875-0\.94375/);
    await page.keyboard.press('0');
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    await expect.poll(width).toBe(whole);
    const axis = await page.locator('.axis').boundingBox();
    if (!axis) throw new Error('the timeline has no axis');
    await page.mouse.move(axis.x + axis.width / 2, axis.y + 10);
    await page.mouse.wheel(0, -400);
    await page.waitForURL(/zoom=/);
    await page.keyboard.press('0');
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    // These rows need no scrolling.
    await bar.hover();
    await page.mouse.wheel(0, -400);
    await page.waitForURL(/zoom=/);
    await page.keyboard.press('0');
    await page.waitForURL((url) => !url.searchParams.has('zoom'));
    await page.mouse.move(axis.x + 100, axis.y + 10);
    await page.mouse.down();
    await page.mouse.move(axis.x + 200, axis.y + 10, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/zoom=/);
    await page.reload();
    await page.getByRole('button', { name: 'Whole run' }).waitFor();
  });
});

describe('An event of an activity', () => {
  it('shows its attempt, and the other attempts beside it', async () => {
    await player.playRetry('attempts-1');
    const page = await open('attempts-1', { tab: 'events', event: '5' });
    const attempt = page.getByRole('region', { name: 'Attempt', exact: true });
    await attempt.getByText('charge, attempt 1 of 2').waitFor();
    for (const text of ['declined', 'after 4 s', 'no money']) await attempt.getByText(text).first().waitFor();
    const table = page.getByRole('region', { name: 'Attempts' });
    await expect
      .poll(() => table.getByRole('row').allTextContents())
      .toEqual([
        '#StateWaitedRanWorker, outcome',
        expect.stringMatching(/^1failed4 s0 s.*declined no money$/),
        expect.stringMatching(/^2scheduled1 min–/),
      ]);
    await table.getByRole('button', { name: 'Attempt 2' }).click();
    await attempt.getByText('charge, attempt 2 of 2').waitFor();
    await attempt.getByText('scheduled, for 1 min so far').waitFor();
    const second = table.getByRole('button', { name: 'Attempt 2' });
    await expect.poll(() => second.getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('1');
    await attempt.waitFor();
    await page.keyboard.press('6');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
  });
});

describe('The heading', () => {
  it('says when the execution times out, and leads to its task list', async () => {
    await player.start('heading-1');
    const page = await open('heading-1');
    const facts = page.locator('.heading-facts');
    await facts.getByText(/times out/).waitFor();
    await facts.getByText('in 1 d', { exact: true }).waitFor();
    await facts.getByRole('link', { name: 'heading-1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Task lists' }).waitFor();
    await page.getByRole('row', { name: /heading-1/ }).waitFor();
  });
});

describe('A small screen', () => {
  it.each(['timeline', 'events', 'pending', 'data', 'statistics'])('scrolls %s downwards only', async (tab) => {
    const workflowId = `narrow-${tab}`;
    await player.playRetry(workflowId);
    const page = await openPage({ width: 360, height: 740 });
    await page.clock.setFixedTime(clock.now());
    await page.goto(test.page('/execution', { id: workflowId, tab }));
    await page.getByRole('tab', { selected: true }).waitFor();
    const body = page.locator('.execution-page');
    await expect.poll(() => body.evaluate((own) => own.scrollWidth - own.clientWidth)).toBe(0);
    const links = await page.locator('.finding-events .link').all();
    for (const link of links) {
      const box = await link.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(348);
    }
  });
});

describe('The events', () => {
  it('have the focus in their filter by a key from any tab', async () => {
    await player.start('filter-1');
    const page = await open('filter-1');
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    await page.keyboard.press('/');
    const filter = page.getByLabel('Filter by text');
    await expect.poll(() => filter.evaluate((own) => own === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Filter the events').waitFor();
  });

  it('are filtered by keys, text and kind, and lead to related ones', async () => {
    await player.playRetry('events-1');
    const page = await open('events-1', { tab: 'events' });
    await page.getByText('12 events').waitFor();
    await page.keyboard.press('f');
    await page.getByText('1 of 12 events').waitFor();
    await page.keyboard.press('f');
    await page.keyboard.press('/');
    await page.keyboard.type('no money');
    await page.getByText('1 of 12 events').waitFor();
    await rowsOf(page).filter({ hasText: 'ActivityTaskFailed' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByText('no money', { exact: true }).waitFor();
    await panel.getByRole('button', { name: /#5 ActivityTaskScheduled/ }).click();
    await page.getByRole('complementary', { name: 'activity charge' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('event')).toBe('5');
    await page.getByLabel('Filter by text').fill('');
    await page.getByRole('button', { name: 'Compact' }).click();
    await page.getByText('3 attempts').waitFor();
    await page.getByRole('button', { name: 'JSON' }).click();
    await page.getByText('"eventType": "ActivityTaskScheduled",').first().waitFor();
  });

  it('open at the one that a link names', async () => {
    await player.playRetry('events-2');
    const page = await openPage();
    const url = new URL(test.page('/execution', { id: 'events-2' }));
    await page.goto(url.href);
    await page.getByRole('heading', { level: 1, name: 'events-2' }).waitFor();
    await page.goto(`${url.origin}${url.pathname}${url.search}#8`);
    await page.getByRole('heading', { name: 'Event #8 ActivityTaskFailed' }).waitFor();
  });
});

describe('The data', () => {
  it('unfold by keys, and keep their digits', async () => {
    await player.start('data-1');
    const page = await open('data-1', { tab: 'data', event: '1', field: 'input' });
    const tree = page.getByRole('tree', { name: 'input' });
    await tree.getByText('12345678901234567890').waitFor();
    await tree.getByText('"B7"').waitFor();
    await tree.locator('[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(8);
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
  });
});

describe('A run that does not exist', () => {
  it('may be past its retention', async () => {
    const page = await openPage({ mayFail: true });
    await page.goto(test.page('/execution', { id: 'nobody' }));
    await page.getByText('nobody was not found').waitFor();
    await page.getByText('retention period').waitFor();
  });
});
