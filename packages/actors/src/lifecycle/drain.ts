import { setMaxListeners } from 'node:events';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { alarm, checkSeconds } from '../time/timers.js';

/** How an actor is to stop. */
export interface StopOptions {
  /**
   * How long running tasks may go on, in seconds, before their signal fires with `STOPPING` and
   * they are given up.
   * Default: as long as they take.
   */
  readonly graceInSeconds?: number | undefined;
  /**
   * What becomes of open long polls. `'finish'`, the default, lets them end by themselves, 60
   * seconds at most, and does what
   * they bring. `'abort'` cuts them; a task that SWF hands over at that very moment then waits for
   * its timeout.
   */
  readonly polls?: 'finish' | 'abort' | undefined;
}

export const STOP_OPTIONS: OptionNames<StopOptions> = { graceInSeconds: true, polls: true };

/**
 * The three things that stopping consists of, each a signal. What a later `begin` asks for can
 * hasten the end, never delay it.
 */
export class Drain {
  readonly #draining = controller();
  readonly #polls = controller();
  readonly #grace = controller();
  readonly #alarms: (() => void)[] = [];

  /** Fires when no new poll may begin. */
  get draining(): AbortSignal {
    return this.#draining.signal;
  }

  /** Fires when open polls are to be cut. */
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

  /** Calls off the alarms that are left. */
  end(): void {
    for (const cancel of this.#alarms) cancel();
  }
}

/**
 * Returns the options if they make sense.
 *
 * @throws `InvalidArgumentError` naming the option otherwise.
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
