import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage, settled } from './support/page.js';
import { playDay } from './support/scenario.js';
import { PAGES } from './support/views.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole({ play: playDay });
});
afterAll(() => test[Symbol.asyncDispose]());

/** The ceiling of what the first load of a page costs, in bytes that are sent: 3 % above what it is. */
const CEILING = 50_000;

/** With all that compiles and explains a history, and draws its timeline. */
const WITH_HISTORY = 90_000;

const SHOWN = ['executions', 'execution-timeline', 'import'];

/** What the console sends for a file to a browser, which does not report the size of every response. */
async function sentBytes(url: string): Promise<number> {
  const [response] = (await once(get(url, { headers: { 'accept-encoding': 'gzip' } }), 'response')) as [
    IncomingMessage,
  ];
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}

describe.each(PAGES.filter(({ name }) => SHOWN.includes(name)))(
  'The first load of $name',
  ({ path, parameters, ready, mayFail }) => {
    it('stays under its ceiling, from its own origin alone', async () => {
      const page = await openPage({ mayFail });
      const loaded = new Set<string>();
      page.context().on('response', (response) => {
        const url = response.url();
        if (!new URL(url).pathname.startsWith('/api/')) loaded.add(url);
      });
      await page.goto(test.page(path, parameters));
      await page.locator('main').getByText(ready).first().waitFor();
      await settled(page);
      const origin = new URL(test.url).origin;
      expect([...loaded].filter((url) => new URL(url).origin !== origin)).toEqual([]);
      const sizes = await Promise.all([...loaded].map(sentBytes));
      expect(loaded.size).toBeGreaterThan(2);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(path === '/execution' ? WITH_HISTORY : CEILING);
    });
  },
);
