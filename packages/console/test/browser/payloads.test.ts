import { readFileSync } from 'node:fs';
import { StartWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { startConsole } from '@swf/console';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestConsole } from './support/console.js';
import { openPage } from './support/page.js';

const encoded = Buffer.from('{"card":"4711"}').toString('base64');

function decode(text: string): unknown {
  if (text === 'broken') throw new Error('no key for it');
  return JSON.parse(Buffer.from(text, 'base64').toString());
}

describe('A decoder', () => {
  it('decodes the payloads of a run; one that it refuses is shown as it is, with the reason', async () => {
    const test = await openTestConsole({ console: { decode } });
    const type = { domain: 'orders', workflowType: { name: 'order', version: '1.0' } };
    await test.client.send(new StartWorkflowExecutionCommand({ ...type, workflowId: 'readable', input: encoded }));
    await test.client.send(new StartWorkflowExecutionCommand({ ...type, workflowId: 'unreadable', input: 'broken' }));
    const page = await openPage();
    await page.goto(test.page('/execution', { id: 'readable', tab: 'data', event: '1', field: 'input' }));
    await page.getByRole('tree').getByText('"4711"').waitFor();
    await page.goto(test.page('/execution', { id: 'unreadable', tab: 'data', event: '1', field: 'input' }));
    await page.getByText('no key for it').waitFor();
    await page.locator('.payload-text').getByText('broken').waitFor();
  });

  it('is not applied to imported files, which the page says', async () => {
    const test = await openTestConsole({ console: { decode } });
    const page = await openPage();
    await page.goto(test.page('/import'));
    await page.getByText('--decoder is not applied to imported files').waitFor();
    const events = [
      {
        eventId: 1,
        eventType: 'WorkflowExecutionStarted',
        eventTimestamp: 1_700_000_000,
        workflowExecutionStartedEventAttributes: { input: encoded, workflowType: { name: 'order', version: '1.0' } },
      },
    ];
    const buffer = Buffer.from(JSON.stringify({ events }));
    await page.getByLabel('Files').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.locator('.grid-body > .grid-row').first().click();
    await page.locator('.payload-text').getByText(encoded).waitFor();
    await page.getByText('--decoder is not applied to imported files').waitFor();
  });
});

describe('Files that a console is started with', () => {
  it('are opened by its page, and can be compared; each broken one is named with its fault', async () => {
    const recording = new URL('../../../../recordings/test_cancel_requested.json', import.meta.url);
    const { exchanges } = JSON.parse(readFileSync(recording, 'utf8')) as {
      readonly exchanges: readonly { readonly response: { readonly events?: readonly object[] } }[];
    };
    const events = exchanges.find(({ response }) => response.events)?.response.events ?? [];
    const file = (name: string, content: string) => ({ name, read: async () => new TextEncoder().encode(content) });
    const server = await startConsole({
      files: [
        file('whole.json', JSON.stringify({ events })),
        file('damaged.json', JSON.stringify({ events: events.filter((_, index) => index !== 5) })),
        file(
          'cut.jsonl',
          events
            .map((event) => JSON.stringify(event))
            .join('\n')
            .slice(0, -9),
        ),
      ],
    });
    onTestFinished(() => server.close());
    const page = await openPage();
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1, name: 'whole.json' }).waitFor();
    await page.getByRole('button', { name: /^cut\.jsonl/ }).click();
    await page.getByRole('heading', { name: 'cut.jsonl is not a history' }).waitFor();
    await page.getByText(`line ${events.length} is not JSON`).waitFor();
    await page.getByRole('button', { name: /^damaged\.json/ }).click();
    await page.getByText('1 violation').waitFor();
    await page.getByText('gap', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('2 differences').waitFor();
    await expect.poll(() => page.locator('.grid-body > .grid-row').count()).toBe(2);
    await page.getByRole('button', { name: 'Close whole.json' }).click();
    await page.getByRole('heading', { level: 1, name: 'damaged.json' }).waitFor();
  });
});
