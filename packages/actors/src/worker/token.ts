import { checkLength, LIMITS } from '@swf/settings/wire';
import { truncate } from '../failures/truncate.js';

// Enough to tell one token from another.
const SHOWN_LENGTH = 40;

/** What an error shows of a task token; throws `InvalidArgumentError` for what cannot be one. */
export function previewToken(taskToken: string): string {
  return truncate(checkLength('taskToken', taskToken, { min: 1, max: LIMITS.taskToken }), SHOWN_LENGTH);
}
