import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumOptions, findChromium } from './chromium.mjs';

// Measures the page for `npm run bench`: URL of a console with the run `order-1` of 25,000 events,
// and a file with a dump. Prints medians in seconds; nothing where there is no Chromium.

const ROUNDS = 5;
const JUMPS = 21;

const [origin, dump] = process.argv.slice(2);
const path = findChromium();
if (path === undefined) {
  process.stdout.write('{}\n');
} else {
  const browser = await chromium.launch(chromiumOptions(path));
  const run = await medians(() => measureRun(browser));
  const imported = await medians(() => measureImport(browser));
  await browser.close();
  process.stdout.write(`${JSON.stringify({ run, imported })}\n`);
}

async function measureRun(browser) {
  const page = await browser.newPage();
  try {
    const begun = performance.now();
    await page.goto(`${origin}/execution?domain=orders&id=order-1&tab=events`);
    await page.getByRole('grid').getByText('WorkflowExecutionStarted').waitFor();
    const first = since(begun);
    await page.waitForFunction(() => Number(document.querySelector('[role=grid]')?.ariaRowCount) > 24_000);
    const all = since(begun);
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByText('charge-0-0').first().waitFor();
    const compiled = since(begun);
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByRole('grid').waitFor();
    const jump = await page.evaluate(jumps, JUMPS);
    return {
      'first events shown': first,
      'all events shown': all,
      'all compiled, and the timeline shown': compiled,
      'a jump to any row': jump,
    };
  } finally {
    await page.close();
  }
}

/** Scrolls to rows all over the grid; returns the median time until their rows are there. */
async function jumps(count) {
  const scroller = document.querySelector('.grid-scroller');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    scroller.scrollTop = ((index * 7919) % count) * (scroller.scrollHeight / count);
    const middle = () => {
      const { left, top, height } = scroller.getBoundingClientRect();
      return document.elementFromPoint(left + 40, top + height / 2)?.closest('[aria-rowindex]');
    };
    do await frame();
    while (!middle());
    times.push((performance.now() - begun) / 1000);
  }
  return times.sort((one, other) => one - other)[count >> 1];
}

async function measureImport(browser) {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/import`);
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
    const buffer = readFileSync(dump);
    const begun = performance.now();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: basename(dump), mimeType: 'application/json', buffer });
    await page.getByRole('heading', { level: 1, name: basename(dump) }).waitFor();
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    await page.getByText('charge-1', { exact: true }).first().waitFor();
    return { explained: since(begun) };
  } finally {
    await page.close();
  }
}

function since(begun) {
  return (performance.now() - begun) / 1000;
}

async function medians(measure) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure());
  return Object.fromEntries(
    Object.keys(rounds[0]).map((name) => {
      const sorted = rounds.map((each) => each[name]).sort((one, other) => one - other);
      return [name, sorted[ROUNDS >> 1]];
    }),
  );
}
