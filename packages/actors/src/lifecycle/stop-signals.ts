import { constants } from 'node:os';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

const UNSTOPPABLE = ['SIGKILL', 'SIGSTOP'];

/**
 * Returns the signals.
 *
 * @throws `InvalidArgumentError` for a signal that a process cannot listen for.
 */
export function checkStopOn(stopOn: readonly NodeJS.Signals[] = []): readonly NodeJS.Signals[] {
  if (!Array.isArray(stopOn)) {
    throw new InvalidArgumentError(`stopOn must be a list of signals, got ${preview(stopOn)}`);
  }
  for (const signal of stopOn) {
    if (!Object.hasOwn(constants.signals, signal)) {
      throw new InvalidArgumentError(`stopOn must contain names of signals, got ${preview(signal)}`);
    }
    if (UNSTOPPABLE.includes(signal)) {
      throw new InvalidArgumentError(`stopOn cannot contain ${signal}: no process can listen for it`);
    }
  }
  return stopOn;
}
