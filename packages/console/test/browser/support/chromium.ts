import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromiumOptions, findChromium, NO_CHROMIUM } from '../../../scripts/chromium.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of a run listens. */
    readonly browser: string;
  }
}

/** Starts the browser that all test files share. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const path = findChromium();
  if (path === undefined) throw new Error(NO_CHROMIUM);
  const server = await chromium.launchServer(chromiumOptions(path));
  provide('browser', server.wsEndpoint());
  return () => server.close();
}
