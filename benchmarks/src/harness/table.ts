import type { Outcome, Row } from './row.js';

/** Formats an outcome as a Markdown table, which also reads well in a terminal. */
export function toMarkdown({ title, baseline, rows }: Outcome): string {
  const lines = rows.map((row) => [row.case, row.subject, row.figure, ratioOf(row)]);
  const headings = ['case', 'subject', 'figure', `ratio to ${baseline}`];
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [`### ${title}`, '', ...[headings, rule, ...lines].map(format)].join('\n');
}

function ratioOf({ ratio, spread }: Row): string {
  if (ratio === undefined) return '';
  return spread === undefined ? ratio.toFixed(2) : `${ratio.toFixed(2)} ± ${(spread / 2).toFixed(2)}`;
}
