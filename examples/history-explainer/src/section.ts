import type { CompiledHistory } from '@swf/history';

/** One paragraph of the explanation: rows of cells under a title. */
export interface Section {
  readonly title: string;
  readonly rowsOf: (state: CompiledHistory) => readonly (readonly string[])[];
}

/** Formats a section with aligned cells; the empty string if it has no rows. */
export function format({ title, rowsOf }: Section, state: CompiledHistory): string | undefined {
  const rows = rowsOf(state);
  if (rows.length === 0) return undefined;
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widthOf(column))).join('  '));
  return [title, ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n');
}
