import { setMaxListeners } from 'node:events';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { alarm, checkSeconds } from '../time/timers.js';

/** How an actor stops. */
export interface StopOptions {
  /**
   * Seconds that running tasks may go on before their signal fires with `STOPPING` and they are
   * given up. Default: as long as they take.
   */
  readonly graceInSeconds?: number | undefined;
  /**
   * `'finish'` lets open long polls end by themselves, within 60 seconds, and handles what they
   * bring. `'abort'` aborts them; a task that SWF dispatches at that moment waits for its timeout.
   * Default: `'finish'`; with a client of `createLocalService` of `@swf/local`, which loses no
   * task, `'abort'`.
   */
  readonly polls?: 'finish' | 'abort' | undefined;
}

export const STOP_OPTIONS: OptionNames<StopOptions> = { graceInSeconds: true, polls: true };

/** The three parts of stopping, each a signal. A later `begin` can only shorten the wait. */
export class Drain {
  readonly #draining = controller();
  readonly #polls = controller();
  readonly #grace = controller();
  readonly #alarms: (() => void)[] = [];

  /** Fires when no new poll may start. */
  get draining(): AbortSignal {
    return this.#draining.signal;
  }

  /** Fires when open polls must be aborted. */
  get polls(): AbortSignal {
    return this.#polls.signal;
  }

  /** Fires when the grace of running tasks has passed. */
  get stopping(): AbortSignal {
    return this.#grace.signal;
  }

  begin({ graceInSeconds, polls }: StopOptions): void {
    this.#draining.abort();
    if (polls === 'abort') this.#polls.abort();
    if (graceInSeconds === undefined) return;
    if (graceInSeconds <= 0) this.#grace.abort();
    else this.#alarms.push(alarm(graceInSeconds, () => this.#grace.abort()));
  }

  /** Cancels the remaining alarms. */
  end(): void {
    for (const cancel of this.#alarms) cancel();
  }
}

/**
 * Returns the options.
 *
 * @throws `InvalidArgumentError` for an unknown or invalid option.
 */
export function checkStopOptions(options: StopOptions): StopOptions {
  const { graceInSeconds, polls } = checkOptions('options', options, STOP_OPTIONS);
  checkSeconds('graceInSeconds', graceInSeconds);
  if (polls !== undefined && polls !== 'finish' && polls !== 'abort') {
    throw new InvalidArgumentError(`polls must be 'finish' or 'abort', got ${preview(polls)}`);
  }
  return options;
}

function controller(): AbortController {
  const made = new AbortController();
  setMaxListeners(0, made.signal);
  return made;
}
