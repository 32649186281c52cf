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
  let isTorn = false;
  return async (record) => {
    // What a full disk cut off has a line of its own.
    const start = isTorn ? '\n' : '';
    try {
      await appendFile(path, `${start}${jsonText(record)}\n`);
    } catch (error) {
      isTorn = true;
      throw error;
    }
    isTorn = false;
  };
}
