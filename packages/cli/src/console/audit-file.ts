import { appendFile, open } from 'node:fs/promises';
import type { AuditRecord } from '@swf/console';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import { jsonText } from '../output/untrusted.js';

/**
 * Returns what appends a line of JSON to a file for each change; only its owner can read a new one.
 *
 * @throws `CommandError` if the file cannot be written.
 */
export async function auditFile(path: string): Promise<(record: AuditRecord) => Promise<void>> {
  try {
    await (await open(path, 'a', 0o600)).close();
  } catch (error) {
    throw usageError(`--audit: ${messageOf(error)}`);
  }
  return (record) => appendFile(path, `${jsonText(record)}\n`);
}
