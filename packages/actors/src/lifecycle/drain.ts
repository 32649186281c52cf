import { setMaxListeners } from 'node:events';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { alarm, checkSeconds } from '../time/timers.js';

/** How an actor stops. */
export interface StopOptions {
  /**
   * Seconds that running tasks may go on before their signal fires with `STOPPING` and they are
   * given up. Default: as long as they take; a decision task whose history cannot be read is given
   * up a minute after open polls have ended.
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

// SWF ends an empty poll by then, and knows all of a history, see `HistoryReader`.
const LONGEST_POLL_IN_SECONDS = 60;
const LONGEST_READ_IN_SECONDS = 60;

/** The four parts of stopping, each a signal. A later `begin` can only shorten the wait. */
export class Drain {
  readonly #draining = controller();
  readonly #polls = controller();
  readonly #reading = controller();
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

  /**
   * Fires when histories must not be read any more: with the grace, or a minute after the last poll
   * can have brought a task. What SWF refuses to show would keep the actor from stopping.
   */
  get reading(): AbortSignal {
    return this.#reading.signal;
  }

  /** Fires when the grace of running tasks has passed. */
  get stopping(): AbortSignal {
    return this.#grace.signal;
  }

  begin({ graceInSeconds, polls }: StopOptions): void {
    this.#draining.abort();
    if (polls === 'abort') this.#polls.abort();
    this.#abortIn(LONGEST_READ_IN_SECONDS + (polls === 'abort' ? 0 : LONGEST_POLL_IN_SECONDS), this.#reading);
    if (graceInSeconds === undefined) return;
    this.#abortIn(graceInSeconds, this.#reading);
    this.#abortIn(graceInSeconds, this.#grace);
  }

  /** Cancels the remaining alarms. */
  end(): void {
    for (const cancel of this.#alarms) cancel();
  }

  #abortIn(seconds: number, part: AbortController): void {
    if (seconds <= 0) part.abort();
    else this.#alarms.push(alarm(seconds, () => part.abort()));
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
