import type { CompiledActivityTask } from '@swf/history';
import { words } from './words.js';

/** Describes how an entity ended: its reason, details or result. */
export function ending(
  entity: Pick<CompiledActivityTask, 'result' | 'reason' | 'details'> &
    Partial<Pick<CompiledActivityTask, 'cause' | 'timeoutType'>>,
): string {
  const { result, reason, details, cause, timeoutType } = entity;
  return words(cause, timeoutType, reason, details, result && `result ${result}`);
}
