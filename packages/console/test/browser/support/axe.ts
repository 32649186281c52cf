import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { tooWide } from './overflow.js';

/** Which of axe's rules are checked: colors change with the theme, the rest with the size. */
type Rules = 'all' | 'colors' | 'all but colors';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** As users look at a page; 640 pixels are 1280 at 200 %. */
const VIEWS = [
  { title: 'in the light theme', colorScheme: 'light', width: 1280, rules: 'all' },
  { title: 'in the dark theme', colorScheme: 'dark', width: 1280, rules: 'colors' },
  { title: 'in a window of 360 pixels', colorScheme: 'dark', width: 360, rules: 'all but colors' },
  { title: 'at 200 %', colorScheme: 'dark', width: 640, rules: 'all but colors' },
] as const;

/**
 * Returns what is wrong with a page in either theme, in a narrow window and zoomed, as lines: what
 * axe finds, and what is wider than its place.
 */
export async function problemsInAllViews(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { title, colorScheme, width, rules } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    problems.push(...(await violations(page, rules)).map((each) => `${title}: ${each}`));
    // Grids drop columns once they know their width.
    let wide: readonly string[] = [];
    const measure = async () => {
      wide = await tooWide(page);
      return wide;
    };
    await expect
      .poll(measure, { timeout: 20_000 })
      .toEqual([])
      .catch(() => {});
    problems.push(...wide.map((each) => `${title}: ${each}`));
  }
  return problems;
}

/** Returns what axe finds: the rule, the element, and what to do. */
async function violations(page: Page, rules: Rules): Promise<readonly string[]> {
  // By the protocol of the browser: the page's own policy lets no other script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    runOnly: rules === 'colors' ? ['color-contrast'] : STANDARDS,
    resultTypes: ['violations'],
    ...(rules === 'all but colors' && { rules: { 'color-contrast': { enabled: false } } }),
  };
  const results = await page.evaluate(
    (given) => (window as unknown as { axe: typeof axe }).axe.run(document, given),
    options,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n${failureSummary}`),
  );
}
