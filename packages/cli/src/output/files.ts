import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';

/**
 * Writes files that an option names.
 *
 * @throws `CommandError` naming the option if they cannot be written.
 */
export async function writing(option: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw usageError(`${option}: ${messageOf(error)}`);
  }
}
