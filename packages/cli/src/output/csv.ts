import { type Row, valueAt } from './fields.js';

/**
 * Returns a line of CSV (RFC 4180): instants as ISO 8601, nested arrays and objects as JSON.
 *
 * @param show changes each cell, for a terminal.
 */
export function csvLine(row: Row, paths: readonly string[], show = (cell: string) => cell): string {
  return `${paths.map((path) => quoted(show(cell(valueAt(row, path))))).join(',')}\r\n`;
}

/** Returns the line of CSV that names the fields. */
export function csvHeader(paths: readonly string[]): string {
  return `${paths.map(quoted).join(',')}\r\n`;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
