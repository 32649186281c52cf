import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';

let test: TestConsole;

beforeAll(async () => {
  test = await startTestConsole();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('The page', () => {
  it.each(['light', 'dark'] as const)('shows its target in the %s theme', async (theme) => {
    const page = await openPage({ theme });
    await page.goto(test.url);
    await page.getByText('orders').first().waitFor();
    expect(await page.title()).toContain('SWF');
  });
});
