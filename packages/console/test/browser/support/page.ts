import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

/** How a page is looked at. */
export interface View {
  readonly theme?: 'light' | 'dark' | undefined;
  /** Of the window in pixels; default: 1280. */
  readonly width?: number | undefined;
  /** Default: 800. */
  readonly height?: number | undefined;
  /** In percent, as a user zooms; default: 100. */
  readonly zoom?: number | undefined;
  /** Whether errors are expected, as on a page whose requests are refused. Default: false. */
  readonly mayFail?: boolean | undefined;
}

// The machine may be busy; what is waited for comes in a fraction of it.
const TIMEOUT_IN_MILLISECONDS = 40_000;

let connected: Promise<Browser> | undefined;

function browser(): Promise<Browser> {
  connected ??= chromium.connect(inject('browser'));
  return connected;
}

/**
 * Opens an empty page with a profile of its own, for one test. It fails the test if the page logs
 * an error, throws, or breaks its Content-Security-Policy.
 */
export async function openPage(view: View = {}): Promise<Page> {
  const context = await (await browser()).newContext(contextOptions(view));
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_IN_MILLISECONDS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  onTestFinished(async () => {
    await context.close();
    if (!view.mayFail) expect(problems).toEqual([]);
  });
  return page;
}

function contextOptions({ theme = 'light', width = 1280, height = 800, zoom = 100 }: View): BrowserContextOptions {
  // A zoomed window has fewer CSS pixels, each of more pixels of the screen.
  const factor = zoom / 100;
  return {
    colorScheme: theme,
    viewport: { width: Math.round(width / factor), height: Math.round(height / factor) },
    deviceScaleFactor: factor,
  };
}

/** Resolves when nothing on a page waits any more for what it is to show. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main .loading') === null);
}
