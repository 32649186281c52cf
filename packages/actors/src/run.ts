import { InvalidArgumentError } from '@swf/settings/errors';
import { QUIET } from './logger.js';
import { checkStopOptions, type StopOptions } from './loop/drain.js';
import { checkStopOn } from './stop-on.js';

/** What can be run: an actor, or anything that starts and stops as one does. */
export interface Runnable {
  start(): Promise<void>;
  stop(options?: StopOptions): Promise<void>;
}

/** How actors that run together stop. */
export interface RunOptions extends StopOptions {
  /**
   * The signals of the process that stop the actors. The first stops them as the other options say; the same a second time at
   * once: open polls are cut and running tasks given up. Default: none.
   */
  readonly stopOn?: readonly NodeJS.Signals[] | undefined;
}

/** Actors that were started together and stop together. Leaving an `await using` block stops them. */
export class RunningActors {
  /** Resolves once all of them have stopped, whoever stopped them. */
  readonly stopped: Promise<void>;
  readonly #actors: readonly Runnable[];
  readonly #options: RunOptions;
  readonly #onSignal: (signal: NodeJS.Signals) => void;
  #resolveStopped: () => void = () => {};
  readonly #signals = new Set<NodeJS.Signals>();

  constructor(actors: readonly Runnable[], options: RunOptions) {
    this.#actors = actors;
    this.#options = options;
    this.stopped = new Promise((resolve) => {
      this.#resolveStopped = resolve;
    });
    // By kind: who stops with Ctrl-C sends SIGINT to a whole group of processes, whose parent may then send SIGTERM as well.
    this.#onSignal = (signal) => {
      const isSecond = this.#signals.has(signal);
      this.#signals.add(signal);
      this.stop(isSecond ? { graceInSeconds: 0, polls: 'abort' } : options).catch((error: unknown) => {
        QUIET.error({ err: error }, 'an actor could not be stopped');
      });
    };
    for (const signal of options.stopOn ?? []) process.on(signal, this.#onSignal);
  }

  /** Stops all of them at the same time; a second call hastens the first if it asks for more haste, and is harmless otherwise. */
  async stop(options: StopOptions = this.#options): Promise<void> {
    checkStopOptions(options);
    await Promise.all(this.#actors.map((actor) => actor.stop(options)));
    for (const signal of this.#options.stopOn ?? []) process.off(signal, this.#onSignal);
    this.#resolveStopped();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Starts them, one after the other. If one cannot start, the others are stopped again and its error is thrown. */
export async function run(args: readonly (Runnable | RunOptions)[]): Promise<RunningActors> {
  const last = args.at(-1);
  const options = last !== undefined && !isRunnable(last) ? last : {};
  const actors = last === options ? args.slice(0, -1) : args;
  if (actors.length === 0 || !actors.every(isRunnable)) {
    throw new InvalidArgumentError('Actor.run takes one actor or more, and then, if wanted, options');
  }
  checkStopOptions(options);
  checkStopOn(options.stopOn);
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
