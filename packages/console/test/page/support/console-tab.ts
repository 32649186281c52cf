import type { ConsoleOptions } from '@swf/console';
import { onTestFinished } from 'vitest';
import { createTestService, type TestService } from '../../support/service.js';
import { openTab } from './tab.js';

/** Opens a tab in front of a console of a new service, for one test; the test's end closes both. */
export async function openConsoleTab(optionsFor: (swf: TestService) => ConsoleOptions = () => ({})) {
  const swf = await createTestService();
  const { console } = swf.console(optionsFor(swf));
  onTestFinished(async () => {
    await console[Symbol.asyncDispose]();
    await swf[Symbol.asyncDispose]();
  });
  return { swf, tab: openTab((request) => console.fetch(request), { token: console.token }) };
}
