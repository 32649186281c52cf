import type { ExecutionInfo } from '../../../api/executions.js';
import type { ExecutionColumn } from './columns.js';

/** A format of exported rows. */
export type ExportFormat = 'csv' | 'jsonl';

/** Returns rows as text: their ids, and the columns that are shown. */
export function exportText(
  format: ExportFormat,
  rows: readonly ExecutionInfo[],
  columns: readonly ExecutionColumn[],
): string {
  const records = rows.map((row) => recordOf(row, columns));
  if (format === 'jsonl') return records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const names = Object.keys(recordOf(undefined, columns));
  const lines = records.map((record) => names.map((name) => csvCell(record[name])).join(','));
  return [names.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function recordOf(row: ExecutionInfo | undefined, columns: readonly ExecutionColumn[]): Record<string, unknown> {
  const ids = { workflowId: row?.workflowId, runId: row?.runId };
  return Object.assign(ids, ...columns.map(({ field, value }) => ({ [field]: row && value(row) })));
}

// A cell that begins like a formula would be one in a spreadsheet: ids and tags are foreign text.
function csvCell(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Saves a text as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
