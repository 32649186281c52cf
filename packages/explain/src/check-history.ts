import type { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/**
 * Returns the history, oldest event first.
 *
 * @throws `InvalidArgumentError` if it is not a history.
 */
export function checkHistory(history: History): History {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
  }
  const { first, last } = history;
  return first !== undefined && last !== undefined && first.id > last.id ? history.reversed : history;
}
