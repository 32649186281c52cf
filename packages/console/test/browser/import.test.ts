import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type ConsoleServer, startConsole } from '@swf/console';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longDump } from './support/long-run.js';
import { openPage } from './support/page.js';
import { enterGrid, goToLastRow } from './support/rows.js';

let server: ConsoleServer;

beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.close());

/** Opens Import, and returns the requests that the page sends from then on. */
async function openImport(): Promise<{ readonly page: Page; readonly requests: readonly string[] }> {
  const page = await openPage();
  await page.goto(server.url);
  await page.getByText('Drop dumped histories here').waitFor();
  // What the page itself is made of may still be on its way.
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  return { page, requests };
}

function recorded(name: string): Buffer {
  const file = new URL(`../../../../recordings/${name}.json`, import.meta.url);
  const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly exchanges: readonly { readonly response: { readonly events: readonly object[] } }[];
  };
  return Buffer.from(JSON.stringify({ events: exchanges.flatMap(({ response }) => response.events) }));
}

/** What is requested beyond the page's own scripts, which carry nothing. */
function sent(requests: readonly string[]): readonly string[] {
  const { origin } = new URL(server.url);
  return requests.filter((request) => !request.startsWith(`GET ${origin}/assets/`));
}

describe('Import', () => {
  it('explains dumps in each format, and sends nothing anywhere', async () => {
    const { page, requests } = await openImport();
    const dump = recorded('workflow_execution_basic');
    const { events } = JSON.parse(dump.toString()) as { events: readonly object[] };
    const files = {
      'dump.json': dump,
      'dump.json.gz': gzipSync(dump),
      'dump.jsonl': Buffer.from(events.map((event) => JSON.stringify(event)).join('\n')),
      'events.json': Buffer.from(JSON.stringify(events)),
    };
    for (const [name, buffer] of Object.entries(files)) {
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer });
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('tab', { name: /Events/ }).click();
      await page.getByText('WorkflowExecutionStarted').first().waitFor();
    }
    expect(sent(requests)).toEqual([]);
  });

  it('says what is wrong with a damaged history, and with a file that is none', async () => {
    const { page, requests } = await openImport();
    const { events } = JSON.parse(recorded('workflow_execution_basic').toString()) as { events: readonly object[] };
    const damaged = Buffer.from(JSON.stringify({ events: events.filter((_, index) => index !== 2) }));
    await page.locator('input[type=file]').setInputFiles({ name: 'damaged.json', mimeType: '', buffer: damaged });
    await page
      .getByText(/event 3|eventId/i)
      .first()
      .waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.json', mimeType: '', buffer: Buffer.from('\x89PNG') });
    const error = page.getByRole('alert');
    await error.getByText('photo.json is not a history').waitFor();
    await error.getByText('It is text, but not JSON.').waitFor();
    await error.getByText('swf dump ID').waitFor();
    expect(sent(requests)).toEqual([]);
  });

  it('puts two files side by side in the order of their list, whichever is shown', async () => {
    const { page } = await openImport();
    const whole = recorded('workflow_execution_basic');
    const { events } = JSON.parse(whole.toString()) as { events: readonly object[] };
    const short = Buffer.from(JSON.stringify({ events: events.slice(0, 6) }));
    const files = [
      { name: 'whole.json', mimeType: 'application/json', buffer: whole },
      { name: 'short.json', mimeType: 'application/json', buffer: short },
    ];
    await page.locator('input[type=file]').setInputFiles(files);
    const list = page.getByRole('list', { name: 'Open files' });
    await expect.poll(() => list.locator('.file-name .truncate').count()).toBe(2);
    const listed = await list.locator('.file-name .truncate').allInnerTexts();
    const titles = page.getByRole('grid', { name: 'Differences' }).getByRole('columnheader', { name: /\.json/ });
    for (const shown of listed) {
      await list.getByRole('button', { name: shown }).first().click();
      await list.getByRole('button', { name: 'Compare', exact: true }).click();
      await expect.poll(() => titles.allInnerTexts()).toEqual(listed);
    }
  });

  it('opens what differs whole, of both files', async () => {
    const { page, requests } = await openImport();
    const whole = recorded('workflow_execution_basic');
    const input = JSON.stringify({ sku: 'tea', note: 'x'.repeat(300) });
    const { events } = JSON.parse(whole.toString()) as { events: { eventId: number }[] };
    const other = events.map((event) =>
      'workflowExecutionStartedEventAttributes' in event
        ? {
            ...event,
            workflowExecutionStartedEventAttributes: {
              ...(event.workflowExecutionStartedEventAttributes as object),
              input,
            },
          }
        : event,
    );
    await page.locator('input[type=file]').setInputFiles([
      { name: 'whole.json', mimeType: 'application/json', buffer: whole },
      { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ events: other })) },
    ]);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page
      .getByRole('grid', { name: 'Differences' })
      .getByText(/^\{"sku"/)
      .click();
    const panel = page.getByRole('complementary', { name: /input/ });
    await panel.getByRole('region', { name: 'other.json' }).getByText(input).waitFor();
    await panel.getByRole('button', { name: 'Copy what whole.json has' }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(sent(requests)).toEqual([]);
  });

  it('shows 25,000 events in a window of rows, and stays responsive', async () => {
    const { page, requests } = await openImport();
    const buffer = Buffer.from(JSON.stringify(longDump(25_000)));
    await page.locator('input[type=file]').setInputFiles({ name: 'long.json', mimeType: 'application/json', buffer });
    await page.getByRole('heading', { level: 1, name: 'long.json' }).waitFor();
    await page.getByRole('tab', { name: /Events/ }).click();
    const grid = page.getByRole('grid');
    await grid.getByText('WorkflowExecutionStarted').waitFor();
    const rows = Number(await grid.getAttribute('aria-rowcount'));
    expect(rows).toBeGreaterThan(24_990);
    expect(await page.locator('*').count()).toBeLessThan(3000);
    await enterGrid(page);
    await goToLastRow(page, rows);
    expect(await page.locator('*').count()).toBeLessThan(3000);
    expect(sent(requests)).toEqual([]);
  });
});
