import type cluster from 'node:cluster';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { consoleWarnings } from '../actor/logger.js';
import { attempt } from '../tasks/attempt.js';
import { secondsSince } from '../time/timers.js';
import { checkStopOptions, STOP_OPTIONS, type StopOptions } from './drain.js';
import { ActorStateError } from './lifecycle.js';
import { checkStopOn } from './stop-signals.js';

/** An actor, or anything else that starts and stops. */
export interface Runnable {
  start(): Promise<void>;
  stop(options?: StopOptions): Promise<void>;
  /**
   * Resolves when it has stopped, whatever stopped it. Without it, only a `stop()` of all that run
   * together is known to stop it.
   */
  readonly stopped?: Promise<void> | undefined;
}

/** How actors stop: on a signal, by `stop()` or at the end of an `await using` block. */
export interface RunOptions extends StopOptions {
  /**
   * The signals of the process that stop the actors. The first stops them as the other options say.
   * The same again, two or more seconds later, aborts open polls and gives running tasks up. In a
   * process of a pool a second SIGTERM does not: its primary repeats it. Default: none.
   */
  readonly stopOn?: readonly NodeJS.Signals[] | undefined;
}

const RUN_OPTIONS: OptionNames<RunOptions> = { ...STOP_OPTIONS, stopOn: true };

/**
 * Service managers, shells and parents repeat a signal sooner; a person who presses Ctrl-C, later.
 */
const QUIET_INTERVAL_IN_SECONDS = 2;

/** Those that a signal has begun to stop, perhaps while they were starting. */
const signaled = /* @__PURE__ */ new WeakSet<RunningActors>();

/** Actors that run together. Leaving an `await using` block stops them. */
export class RunningActors {
  /** Resolves when all of them have stopped, or failed to, whatever stopped them. */
  readonly stopped: Promise<void>;
  readonly #actors: readonly Runnable[];
  readonly #stopOptions: StopOptions;
  readonly #stopOn: readonly NodeJS.Signals[];
  readonly #onSignal: (signal: NodeJS.Signals) => void;
  readonly #onDisconnect = () => this.#onSignal('SIGTERM');
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
      signaled.add(this);
      this.stop(this.#isImpatient(signal) ? { graceInSeconds: 0, polls: 'abort' } : {}).catch(reportUnstopped);
    };
    for (const signal of stopOn) process.on(signal, this.#onSignal);
    // A pool sends SIGTERM and closes the channel. Where there are no signals, the latter has to
    // do.
    if (this.#endsWithChannel) process.on('disconnect', this.#onDisconnect);
    const ends = actors.map(({ stopped }) => stopped ?? new Promise(() => {}));
    void Promise.allSettled(ends).then(() => this.#end());
  }

  /**
   * Stops all of them at once. Default options: those given to `Actor.run`.
   *
   * A second call can only shorten the wait.
   *
   * @throws the error of the first that cannot be stopped, after the others have stopped.
   */
  async stop(options: StopOptions = {}): Promise<void> {
    const { graceInSeconds = this.#stopOptions.graceInSeconds, polls = this.#stopOptions.polls } =
      checkStopOptions(options);
    const stops = await Promise.all(this.#actors.map((actor) => attempt(() => actor.stop({ graceInSeconds, polls }))));
    this.#end();
    const failed = stops.find((stop) => 'error' in stop);
    if (failed) throw failed.error;
  }

  #end(): void {
    for (const signal of this.#stopOn) process.off(signal, this.#onSignal);
    process.off('disconnect', this.#onDisconnect);
    this.#resolveStopped();
  }

  get #endsWithChannel(): boolean {
    return this.#stopOn.includes('SIGTERM') && isOfPool();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /**
   * Returns whether a person repeats a signal.
   *
   * A signal to a process group reaches a process twice, directly and from its parent: at once from
   * most parents, but late from the primary of a pool on a busy machine.
   */
  #isImpatient(signal: NodeJS.Signals): boolean {
    if (signal === 'SIGTERM' && isOfPool()) return false;
    const first = this.#heardAt.get(signal);
    if (first === undefined) this.#heardAt.set(signal, performance.now());
    return first !== undefined && secondsSince(first) >= QUIET_INTERVAL_IN_SECONDS;
  }
}

/** Whether this process is one of a pool. Loads `node:cluster` only with a channel to a parent. */
function isOfPool(): boolean {
  if (process.send === undefined) return false;
  // Its declared type is that of an import, which has it as its default export.
  const { isWorker } = process.getBuiltinModule('node:cluster') as unknown as typeof cluster;
  return isWorker;
}

/**
 * Starts actors in order; stops them again if one cannot start. A signal that comes meanwhile stops
 * them as it does later, and is no failure of the start.
 *
 * @throws `InvalidArgumentError` without an actor, or for an invalid option.
 * @throws whatever an actor throws when it starts.
 */
export async function run(args: readonly (Runnable | RunOptions)[]): Promise<RunningActors> {
  const last = args.at(-1);
  const options = last !== undefined && !isRunnable(last) ? last : {};
  const actors = last === options ? args.slice(0, -1) : args;
  if (actors.length === 0 || !actors.every(isRunnable)) {
    throw new InvalidArgumentError('Actor.run must be given one or more actors, and options after them if any');
  }
  const { stopOn, ...stopOptions } = checkOptions('options', options, RUN_OPTIONS);
  checkStopOptions(stopOptions);
  checkStopOn(stopOn);
  const running = new RunningActors(actors, options);
  try {
    // In order, so that what one registers exists when the next one polls.
    for (const actor of actors) if (!signaled.has(running)) await actor.start();
  } catch (error) {
    if (signaled.has(running) && ActorStateError.is(error)) return running;
    await running.stop({ polls: 'abort' }).catch(reportUnstopped);
    throw error;
  }
  return running;
}

function reportUnstopped(error: unknown): void {
  consoleWarnings.error({ err: error }, 'actor could not be stopped');
}

function isRunnable(value: Runnable | RunOptions): value is Runnable {
  return typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';
}
