import { usageError } from '../failures.js';
import { type Output, type Shell, write } from '../shell.js';
import { type Column, cellText, fieldColumn } from './column.js';
import { csvHeader, csvLine } from './csv.js';
import { heading, parseFields, pick, type Row, valueAt } from './fields.js';
import type { Table, TableFormat } from './table.js';
import type { TimeStyle } from './time.js';
import { jsonText, visible } from './untrusted.js';

/** The options of every command that prints results. */
export interface OutputOptions {
  readonly output: 'table' | 'json' | 'jsonl' | 'csv' | 'id';
  readonly fields?: string | undefined;
  readonly sort?: string | undefined;
  readonly header: boolean;
  readonly utc?: boolean | undefined;
  readonly time?: TimeStyle | undefined;
  readonly color: 'auto' | 'always' | 'never';
  readonly wide?: boolean | undefined;
}

/** What a command's results look like. */
export interface View {
  /** Every field of a result by its path: those of `--fields`, and the columns of CSV. */
  readonly fields: readonly string[];
  /** The columns of a table, a row for each result; none if a command prints only one result. */
  readonly columns: readonly Column[];
  /** The fields of `-o id`. */
  readonly id: readonly string[];
}

// Enough rows to find the widths of columns, few enough to hold them all.
const ROWS_AT_ONCE = 1000;

/**
 * Checks the options of a command's output, which comes last, before its first request; `--fields
 * help` is answered at once. Returns true if it was.
 *
 * @throws `CommandError` naming an unknown field.
 */
export async function checkOutput(
  { stdout }: Shell,
  { fields, sort: order }: OutputOptions,
  view: Pick<View, 'fields'>,
): Promise<boolean> {
  if (fields === 'help') {
    await write(stdout, `${view.fields.join('\n')}\n`);
    return true;
  }
  if (fields !== undefined) parseFields(fields, view.fields);
  if (order !== undefined) parseOrder(order, view.fields);
  return false;
}

/** Prints results in the format of the options; returns false if there were none. */
export async function printRows(
  shell: Shell,
  options: OutputOptions,
  view: View,
  rows: AsyncIterable<Row> | Iterable<Row>,
): Promise<boolean> {
  // Whether there are results is not known.
  if (await checkOutput(shell, options, view)) return true;
  const paths = options.fields === undefined ? undefined : parseFields(options.fields, view.fields);
  const sorted = options.sort === undefined ? rows : await sort(rows, options.sort, view.fields);
  const { stdout } = shell;
  switch (options.output) {
    case 'json':
      return printJson(stdout, sorted, paths);
    case 'jsonl':
      return each(sorted, (row) => write(stdout, `${jsonText(paths ? pick(row, paths) : row)}\n`));
    case 'csv':
      if (options.header) await write(stdout, csvHeader(paths ?? view.fields));
      return each(sorted, (row) =>
        write(stdout, csvLine(row, paths ?? view.fields, stdout.isTTY ? visible : undefined)),
      );
    case 'id':
      return each(sorted, (row) => write(stdout, `${view.id.map((path) => idText(valueAt(row, path))).join('\t')}\n`));
    case 'table':
      return printTable(shell, options, paths?.map((path) => fieldColumn(path, heading(path))) ?? view.columns, sorted);
  }
}

/** Prints one result: an object of JSON, or a table of two columns. */
export async function printRow(shell: Shell, options: OutputOptions, view: View, row: Row): Promise<void> {
  if (await checkOutput(shell, options, view)) return;
  if (options.output !== 'json' && options.output !== 'table') {
    await printRows(shell, options, view, [row]);
    return;
  }
  const paths = options.fields === undefined ? undefined : parseFields(options.fields, view.fields);
  if (options.output === 'json') {
    await write(shell.stdout, `${jsonText(paths ? pick(row, paths) : row, 2)}\n`);
    return;
  }
  const format = { ...tableFormat(shell, options), header: false };
  const shown = (paths ?? view.fields).filter((path) => valueAt(row, path) !== undefined);
  const table = await newTable([fieldColumn('field', 'FIELD'), fieldColumn('value', 'VALUE')], format);
  await write(shell.stdout, table.lines(shown.map((path) => ({ field: path, value: valueAt(row, path) }))));
}

/** Loads tables only for a command that prints one: measuring text takes 20 ms to load. */
async function newTable(columns: readonly Column[], format: TableFormat): Promise<Table> {
  const { Table } = await import('./table.js');
  return new Table(columns, format);
}

/** Returns how a table is laid out on this shell's stdout. */
function tableFormat({ stdout, env, now }: Shell, options: OutputOptions): TableFormat {
  const isTerminal = stdout.isTTY === true;
  return {
    width: isTerminal && !options.wide ? stdout.columns : undefined,
    color: hasColor(stdout, env, options.color),
    header: options.header,
    time: { style: options.time ?? (isTerminal ? 'relative' : 'iso'), utc: options.utc ?? false, now: now() },
  };
}

/** Whether a stream is written to in color: `--color`, then `NO_COLOR` and `FORCE_COLOR`. */
export function hasColor(stream: Output, env: Shell['env'], color: OutputOptions['color']): boolean {
  if (color !== 'auto') return color === 'always';
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** One valid value, whatever happens: nothing is written before all is read. */
async function printJson(
  stdout: Output,
  rows: AsyncIterable<Row> | Iterable<Row>,
  paths: readonly string[] | undefined,
): Promise<boolean> {
  const all: Row[] = [];
  for await (const row of rows) all.push(paths ? pick(row, paths) : row);
  await write(stdout, `${jsonText(all, 2)}\n`);
  return all.length > 0;
}

async function printTable(
  shell: Shell,
  options: OutputOptions,
  columns: readonly Column[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Promise<boolean> {
  const table = await newTable(columns, tableFormat(shell, options));
  let waiting: Row[] = [];
  const hasRows = await each(rows, async (row) => {
    waiting.push(row);
    if (waiting.length < ROWS_AT_ONCE) return;
    await write(shell.stdout, table.lines(waiting));
    waiting = [];
  });
  if (waiting.length > 0) await write(shell.stdout, table.lines(waiting));
  return hasRows;
}

async function each(rows: AsyncIterable<Row> | Iterable<Row>, act: (row: Row) => Promise<void>): Promise<boolean> {
  let hasRows = false;
  for await (const row of rows) {
    await act(row);
    hasRows = true;
  }
  return hasRows;
}

/** Sorts all rows by a field: instants and numbers by size, everything else as text. */
async function sort(
  rows: AsyncIterable<Row> | Iterable<Row>,
  order: string,
  fields: readonly string[],
): Promise<readonly Row[]> {
  const { path, sign } = parseOrder(order, fields);
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all.sort((one, other) => sign * compare(valueAt(one, path), valueAt(other, path)));
}

/** Returns the field of `--sort` and its direction. */
function parseOrder(order: string, fields: readonly string[]): { readonly path: string; readonly sign: number } {
  const [, path = order, direction] = /^(.*?)(?::(asc|desc))?$/.exec(order) ?? [];
  if (!fields.includes(path)) throw usageError(`--sort: unknown field "${path}"`, '--fields help lists the fields');
  return { path, sign: direction === 'desc' ? -1 : 1 };
}

function compare(one: unknown, other: unknown): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const [first, second] = [one, other].map((value) => (value instanceof Date ? value.getTime() : value));
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  const [text, otherText] = [first, second].map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return (text ?? '') < (otherText ?? '') ? -1 : Number(text !== otherText);
}

/** An id for another program: SWF's own, unless a terminal would obey it. */
function idText(value: unknown): string {
  return visible(cellText(value, { style: 'iso', utc: true, now: new Date(0) }));
}
