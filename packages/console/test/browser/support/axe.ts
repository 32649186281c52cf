import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Which of axe's rules are checked: colours change with the theme, the rest with the size. */
export type Rules = 'all' | 'colours' | 'all but colours';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns what axe finds on a page, as lines: the rule, the element, and what to do. */
export async function accessibilityViolations(page: Page, rules: Rules = 'all'): Promise<readonly string[]> {
  // By the protocol of the browser: the page's own policy lets no other script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    runOnly: rules === 'colours' ? ['color-contrast'] : STANDARDS,
    resultTypes: ['violations'],
    ...(rules === 'all but colours' && { rules: { 'color-contrast': { enabled: false } } }),
  };
  const { violations } = await page.evaluate(
    (given) => (window as unknown as { axe: typeof axe }).axe.run(document, given),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n${failureSummary}`),
  );
}
