import type { Page } from 'playwright-core';

/**
 * Returns the elements whose content is wider than they are, as lines: it is cut, or must be
 * scrolled to the side. Fine are text that ends in an ellipsis, rows of tabs, wide tables of
 * figures, bars that run out of the part that is zoomed into, and what is for screen readers alone.
 */
export function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const byDesign = '.tabs, .table-scroll, .bars, .visually-hidden';
    const nameOf = ({ localName, classList }: Element) => [localName, ...classList].join('.');
    return [...document.querySelectorAll<HTMLElement>('body, body *:not(input, svg *)')].flatMap((element) => {
      const by = element.scrollWidth - element.clientWidth;
      const { overflowX, textOverflow } = getComputedStyle(element);
      // What hangs over an element that shows it is told of the one around it that does not.
      if (by <= 1 || overflowX === 'visible' || textOverflow === 'ellipsis') return [];
      if (element.clientWidth <= 1 || element.closest(byDesign)) return [];
      return [`${by} px more than ${nameOf(element)} in ${nameOf(element.parentElement ?? element)}`];
    });
  });
}
