import cluster from 'node:cluster';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { consoleWarnings } from '../actor/logger.js';
import { secondsSince } from '../time/timers.js';
import { checkStopOptions, STOP_OPTIONS, type StopOptions } from './drain.js';
import { checkStopOn } from './stop-signals.js';

/** What can be run: an actor, or anything that starts and stops as one does. */
export interface Runnable {
  start(): Promise<void>;
  stop(options?: StopOptions): Promise<void>;
}

/**
 * How actors that run together stop, whatever stops them: a signal, `stop()` or the end of an
 * `await using` block.
 */
export interface RunOptions extends StopOptions {
  /**
   * The signals of the process that stop the actors. The first stops them as the other options say;
   * the same again, two seconds or more after it, stops them at once: open polls are cut and
   * running
   * tasks given up. In a process of a pool, SIGTERM never does: its primary repeats it. Default:
   * none.
   */
  readonly stopOn?: readonly NodeJS.Signals[] | undefined;
}

const RUN_OPTIONS: OptionNames<RunOptions> = { ...STOP_OPTIONS, stopOn: true };

/**
 * Service managers, shells and parents repeat a signal within this; a person who presses Ctrl-C
 * again takes longer.
 */
const QUIET_INTERVAL_IN_SECONDS = 2;

/**
 * Actors that were started together and stop together. Leaving an `await using` block stops them.
 */
export class RunningActors {
  /** Resolves once all of them have stopped, whoever stopped them. */
  readonly stopped: Promise<void>;
  readonly #actors: readonly Runnable[];
  readonly #stopOptions: StopOptions;
  readonly #stopOn: readonly NodeJS.Signals[];
  readonly #onSignal: (signal: NodeJS.Signals) => void;
  #resolveStopped: () => void = () => {};
  readonly #heardAt = new Map<NodeJS.Signals, number>();

  constructor(actors: readonly Runnable[], options: RunOptions) {
    const { stopOn = [], ...stopOptions } = options;
    this.#actors = actors;
    this.#stopOptions = stopOptions;
    this.#stopOn = stopOn;
    this.stopped = new Promise((resolve) => {
      this.#resolveStopped = resolve;
    });
    this.#onSignal = (signal) => {
      this.stop(this.#isImpatient(signal) ? { graceInSeconds: 0, polls: 'abort' } : {}).catch((error: unknown) => {
        consoleWarnings.error({ err: error }, 'an actor could not be stopped');
      });
    };
    for (const signal of stopOn) process.on(signal, this.#onSignal);
  }

  /**
   * Stops all of them at the same time. What the options leave out is as `Actor.run` was given it.
   *
   * A second call can only shorten the wait.
   */
  async stop(options: StopOptions = {}): Promise<void> {
    const { graceInSeconds = this.#stopOptions.graceInSeconds, polls = this.#stopOptions.polls } =
      checkStopOptions(options);
    await Promise.all(this.#actors.map((actor) => actor.stop({ graceInSeconds, polls })));
    for (const signal of this.#stopOn) process.off(signal, this.#onSignal);
    this.#resolveStopped();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /**
   * Returns whether a person repeats a signal.
   *
   * A signal to a whole process group reaches a process twice, directly and from its parent. A
   * parent
   * that is not ours sends it at once; the primary of a pool may be late on a busy machine.
   */
  #isImpatient(signal: NodeJS.Signals): boolean {
    if (signal === 'SIGTERM' && cluster.isWorker) return false;
    const first = this.#heardAt.get(signal);
    if (first === undefined) this.#heardAt.set(signal, performance.now());
    return first !== undefined && secondsSince(first) >= QUIET_INTERVAL_IN_SECONDS;
  }
}

/**
 * Starts them, one after the other. If one cannot start, the others are stopped again and its error
 * is thrown.
 */
export async function run(args: readonly (Runnable | RunOptions)[]): Promise<RunningActors> {
  const last = args.at(-1);
  const options = last !== undefined && !isRunnable(last) ? last : {};
  const actors = last === options ? args.slice(0, -1) : args;
  if (actors.length === 0 || !actors.every(isRunnable)) {
    throw new InvalidArgumentError('Actor.run takes one actor or more, and then, if wanted, options');
  }
  const { stopOn, ...stopOptions } = checkOptions('options', options, RUN_OPTIONS);
  checkStopOptions(stopOptions);
  checkStopOn(stopOn);
  const running = new RunningActors(actors, options);
  try {
    // In their order, so that what one of them registers is there when the next one polls.
    for (const actor of actors) await actor.start();
  } catch (error) {
    await running.stop({ polls: 'abort' });
    throw error;
  }
  return running;
}

function isRunnable(value: Runnable | RunOptions): value is Runnable {
  return typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';
}
