import { checkLength, LIMITS } from '@swf/settings/wire';
import { cut } from './cut.js';

// Enough to tell one token from another.
const SHOWN_LENGTH = 40;

/** What an error shows of a task token; throws `InvalidArgumentError` for what cannot be one. */
export function shownToken(taskToken: string): string {
  return cut(checkLength('taskToken', taskToken, { min: 1, max: LIMITS.taskToken }), SHOWN_LENGTH);
}
