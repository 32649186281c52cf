import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';
import { playDay } from './support/scenario.js';
import { PAGES } from './support/views.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole({ play: playDay });
});
afterAll(() => test[Symbol.asyncDispose]());

/** The ceiling of what the first load of a page costs, in bytes after gzip. */
const CEILING = 75_000;

/** With all that compiles, explains and draws a history. */
const WITH_HISTORY = 115_000;

const SHOWN = ['executions', 'execution-timeline', 'import'];

describe.each(PAGES.filter(({ name }) => SHOWN.includes(name)))(
  'The first load of $name',
  ({ path, parameters, ready, mayFail }) => {
    it('stays under its ceiling, from its own origin alone', async () => {
      const page = await openPage({ mayFail });
      // The worker gets what it shares with the page from the browser's cache.
      const loaded = new Map<string, Promise<number>>();
      page.context().on('response', (response) => {
        const url = response.url();
        if (new URL(url).pathname.startsWith('/api/')) return;
        loaded.set(
          url,
          response.body().then((body) => gzipSync(body, { level: 9 }).length),
        );
      });
      await page.goto(test.page(path, parameters));
      await page.locator('main').getByText(ready).first().waitFor();
      const origin = new URL(test.url).origin;
      expect([...loaded.keys()].filter((url) => new URL(url).origin !== origin)).toEqual([]);
      const sizes = await Promise.all(loaded.values());
      expect(loaded.size).toBeGreaterThan(2);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(
        path === '/executions' ? CEILING : WITH_HISTORY,
      );
    });
  },
);
