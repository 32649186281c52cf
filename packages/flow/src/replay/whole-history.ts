import type { AnyEvent } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/**
 * Returns the events of a history, which may be iterable only once.
 *
 * @throws `InvalidArgumentError` if it does not begin with the start of its run: it would fit any
 * code
 */
export function wholeHistory(history: Iterable<AnyEvent>): readonly AnyEvent[] {
  if (typeof history?.[Symbol.iterator] !== 'function') {
    throw new InvalidArgumentError(`history must be the events of a run, got ${preview(history)}`);
  }
  const events = [...history];
  const [first] = events;
  if (first?.name === 'WorkflowExecutionStarted' && first.id === 1) return events;
  const got = first === undefined ? 'no event' : `event ${first.id}, ${first.name}`;
  throw new InvalidArgumentError(`history must begin with event 1, WorkflowExecutionStarted, got ${got}`);
}
