import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { currentScope } from '../scopes/scope.js';

/**
 * Publishes the state of the run for readers: evaluated after each live turn, and sent if it
 * changed.
 *
 * @param state returns what `run.state()` shows; JSON of up to 32,768 characters
 *
 * @example
 * publish(() => ({ paid, shipped }));
 */
export function publish(state: () => unknown): void {
  const { run } = currentScope('publish()');
  if (typeof state !== 'function') throw new InvalidArgumentError(`state must be a function, got ${preview(state)}`);
  run.published = state;
}
