import { checkFunction } from '../definitions/checks.js';
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
  checkFunction('state', state);
  run.published = state;
}
