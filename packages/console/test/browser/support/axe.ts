import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns what axe finds on a page, as lines: the rule, the element, and what to do. */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  // By the protocol of the browser: the page's own policy lets no other script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n${failureSummary}`),
  );
}
