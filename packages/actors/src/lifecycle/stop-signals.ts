import { constants } from 'node:os';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

const UNSTOPPABLE = ['SIGKILL', 'SIGSTOP'];

/** The signals, if a process can listen for them; otherwise throws `InvalidArgumentError`. */
export function checkStopOn(stopOn: readonly NodeJS.Signals[] = []): readonly NodeJS.Signals[] {
  if (!Array.isArray(stopOn))
    throw new InvalidArgumentError(`stopOn must be a list of signals, not ${preview(stopOn)}`);
  for (const signal of stopOn) {
    if (!Object.hasOwn(constants.signals, signal)) {
      throw new InvalidArgumentError(`stopOn must have names of signals, not ${preview(signal)}`);
    }
    if (UNSTOPPABLE.includes(signal)) throw new InvalidArgumentError(`stopOn cannot have ${signal}: nobody hears it`);
  }
  return stopOn;
}
