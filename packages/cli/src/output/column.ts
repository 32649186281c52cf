import { type Row, valueAt } from './fields.js';
import { formatInstant, type TimeFormat } from './time.js';
import { visible } from './untrusted.js';

/** A column of a table: a heading, and what it shows of a row. */
export interface Column {
  readonly heading: string;
  value(row: Row): unknown;
  /** The color of a value, for example red for failed. */
  readonly style?: ((row: Row) => Style | undefined) | undefined;
}

/** A color or weight that `util.styleText` knows. */
export type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'gray' | 'bold';

/** Returns the column of a field chosen by its path. */
export function fieldColumn(path: string, heading: string): Column {
  return { heading, value: (row) => valueAt(row, path) };
}

/** Returns a value as one line of text: instants in the chosen style, lists with commas. */
export function cellText(value: unknown, time: TimeFormat): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return formatInstant(value, time);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return visible(value.join(','));
  return visible(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
