import type { CompiledActivityTask } from '@swf/history';
import { words } from './words.js';

/** What something says of how it ended. */
export function ending(
  entity: Pick<CompiledActivityTask, 'result' | 'reason' | 'details'> &
    Partial<Pick<CompiledActivityTask, 'cause' | 'timeoutType'>>,
): string {
  const { result, reason, details, cause, timeoutType } = entity;
  return words(cause, timeoutType, reason, details, result && `result ${result}`);
}
