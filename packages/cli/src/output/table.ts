import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { type Column, cellText, type Style } from './column.js';
import type { Row } from './fields.js';
import type { TimeFormat } from './time.js';

/** How a table is laid out. */
export interface TableFormat {
  /** The number of cells in a line; undefined if lines may be of any length. */
  readonly width: number | undefined;
  readonly color: boolean;
  readonly header: boolean;
  readonly time: TimeFormat;
}

interface Cell {
  readonly text: string;
  readonly isInstant?: boolean | undefined;
  readonly style: Style | undefined;
}

const GAP = '  ';
const SHORTEST = 8;

/** Lays out rows; the widths of the first ones hold for all, so that a stream needs no memory. */
export class Table {
  private readonly columns: readonly Column[];
  private readonly format: TableFormat;
  private widths: readonly number[] | undefined;

  constructor(columns: readonly Column[], format: TableFormat) {
    this.columns = columns;
    this.format = format;
  }

  /** Returns the lines of these rows; those of the first call begin with the header. */
  lines(rows: readonly Row[]): string {
    const cells = rows.map((row) => this.columns.map((column) => cellOf(column, row, this.format.time)));
    const isFirst = this.widths === undefined;
    this.widths ??= this.fit(cells);
    const header =
      isFirst && this.format.header ? [this.columns.map(({ heading }) => ({ text: heading, style: undefined }))] : [];
    return [...header, ...cells].map((line) => `${this.line(line)}\n`).join('');
  }

  private fit(cells: readonly (readonly Cell[])[]): readonly number[] {
    const widths = this.columns.map(({ heading }, index) =>
      Math.max(
        this.format.header ? stringWidth(heading) : 0,
        ...cells.map((line) => stringWidth(line[index]?.text ?? '')),
      ),
    );
    const { width } = this.format;
    if (width === undefined) return widths;
    // Half an instant says nothing.
    const canShrink = this.columns.map(
      (column) => !cells.some((line) => line[this.columns.indexOf(column)]?.isInstant),
    );
    return shrink(widths, canShrink, width - GAP.length * (widths.length - 1));
  }

  private line(cells: readonly Cell[]): string {
    const isCut = this.format.width !== undefined;
    return cells
      .map(({ text, style }, index) => {
        const width = this.widths?.[index] ?? 0;
        const shown = isCut ? truncate(text, width) : text;
        const colored = style && this.format.color ? styleText(style, shown, { validateStream: false }) : shown;
        return colored + ' '.repeat(Math.max(0, width - stringWidth(shown)));
      })
      .join(GAP)
      .trimEnd();
  }
}

/** Returns the text cut to a width in cells, with `…` at its end if something was cut. */
function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

function cellOf(column: Column, row: Row, time: TimeFormat): Cell {
  const value = column.value(row);
  return { text: cellText(value, time), isInstant: value instanceof Date, style: column.style?.(row) };
}

/** Cuts the longest columns, evenly, until all of them fit or are as short as they may be. */
function shrink(widths: readonly number[], canShrink: readonly boolean[], room: number): readonly number[] {
  const cut = [...widths];
  for (let overflow = cut.reduce((sum, each) => sum + each, 0) - room; overflow > 0; overflow -= 1) {
    const longest = Math.max(0, ...cut.filter((_, index) => canShrink[index]));
    if (longest <= SHORTEST) return cut;
    cut[cut.findLastIndex((each, index) => canShrink[index] && each === longest)] = longest - 1;
  }
  return cut;
}
