import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { type ActorLogger, checkLogger } from '../actor/logger.js';
import { checkStopOn } from '../lifecycle/stop-signals.js';
import { fullJitter } from '../requests/backoff.js';
import { attempt } from '../tasks/attempt.js';
import { alarm, checkSeconds, secondsSince, sleep } from '../time/timers.js';

/** What the processes of a pool are. */
export interface PoolOptions {
  /**
   * The module that each process runs: it starts its actors, and stops them on SIGTERM
   * (`Actor.run(..., { stopOn: ['SIGINT', 'SIGTERM'] })`).
   */
  readonly exec: string | URL;
  /** How many processes, 1 to 1000. Default: one for each processor. */
  readonly size?: number | undefined;
  /** Arguments for the module. Default: none. */
  readonly args?: readonly string[] | undefined;
  /** Environment variables on top of this process's own. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The signals of this process that stop the pool. Default: none. */
  readonly stopOn?: readonly NodeJS.Signals[] | undefined;
  /** Seconds between SIGTERM and SIGKILL when the pool stops. Default: as long as it takes. */
  readonly graceInSeconds?: number | undefined;
  /** Default: warnings and errors to the console. */
  readonly logger?: ActorLogger | undefined;
}

/** How a pool is to stop. */
export type PoolStopOptions = Pick<PoolOptions, 'graceInSeconds'>;

const POOL_OPTIONS: OptionNames<PoolOptions> = {
  exec: true,
  size: true,
  args: true,
  env: true,
  stopOn: true,
  graceInSeconds: true,
  logger: true,
};

const STOP_OPTIONS: OptionNames<PoolStopOptions> = { graceInSeconds: true };

// A process that lived that long was no failed start: the next one is not delayed.
const HEALTHY_AFTER_IN_SECONDS = 30;

/**
 * Runs a module in several processes by `node:cluster`, and starts a new one for each that dies,
 * with backoff where they die young.
 *
 * @throws `InvalidArgumentError` for options that make no sense, or where this process is itself a worker of a cluster.
 *
 * @example
 * const processes = pool({ exec: new URL('./actors.js', import.meta.url), size: 4, stopOn: ['SIGINT', 'SIGTERM'] });
 * await processes.stopped;
 */
export function pool(options: PoolOptions): ProcessPool {
  if (!cluster.isPrimary) throw new InvalidArgumentError('a process of a pool cannot have a pool of its own');
  return new ProcessPool(options);
}

/** Processes that run the same module until they are stopped together. */
export class ProcessPool {
  /** Resolves when all processes have ended after {@link stop}. */
  readonly stopped: Promise<void>;
  readonly #exec: string;
  readonly #options: PoolOptions;
  readonly #logger: ActorLogger;
  readonly #workers = new Set<Worker>();
  readonly #stopping = new AbortController();
  readonly #onSignal: () => void;

  constructor(options: PoolOptions) {
    const given = checkOptions('options', options, POOL_OPTIONS);
    const size = checkInteger('size', given.size ?? availableParallelism(), { min: 1, max: 1000 });
    this.#exec = pathOf(given.exec);
    if (given.args !== undefined && !Array.isArray(given.args)) {
      throw new InvalidArgumentError(`args must be a list of strings, got ${preview(given.args)}`);
    }
    checkSeconds('graceInSeconds', given.graceInSeconds);
    this.#options = given;
    this.#logger = checkLogger(given.logger);
    this.#onSignal = () => void this.stop();
    for (const signal of checkStopOn(given.stopOn)) process.on(signal, this.#onSignal);
    this.stopped = this.#run(size);
  }

  /** The ids of the processes that are alive. */
  get pids(): readonly number[] {
    return [...this.#workers].flatMap(({ process: { pid } }) => pid ?? []);
  }

  /**
   * Sends SIGTERM to all processes, SIGKILL to those left after the grace, and resolves when none
   * is left. A second call can shorten the grace. Rejects with `InvalidArgumentError` for options
   * or a grace that are none.
   */
  async stop(options: PoolStopOptions = {}): Promise<void> {
    const { graceInSeconds = this.#options.graceInSeconds } = checkOptions('options', options, STOP_OPTIONS);
    checkSeconds('graceInSeconds', graceInSeconds);
    if (!this.#stopping.signal.aborted) {
      this.#stopping.abort();
      for (const worker of this.#workers) {
        worker.process.kill('SIGTERM');
        // The channel to this process would keep it alive when its actors have stopped.
        worker.disconnect();
      }
    }
    const kill = () => {
      for (const worker of this.#workers) worker.process.kill('SIGKILL');
    };
    const cancel = graceInSeconds === undefined ? undefined : alarm(graceInSeconds, kill);
    await this.stopped;
    cancel?.();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #run(size: number): Promise<void> {
    await Promise.all(Array.from({ length: size }, () => this.#keepOne()));
    for (const signal of this.#options.stopOn ?? []) process.off(signal, this.#onSignal);
  }

  /** Keeps one process alive until the pool stops. */
  async #keepOne(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted; ) {
      const begun = performance.now();
      const [code, signal] = await this.#runOne();
      if (this.#stopping.signal.aborted) return;
      failures = secondsSince(begun) > HEALTHY_AFTER_IN_SECONDS ? 0 : failures + 1;
      const delayInSeconds = failures === 0 ? 0 : fullJitter(failures);
      this.#logger.warn({ code, signal, delayInSeconds }, 'a process of the pool died and will be replaced');
      await sleep(delayInSeconds, this.#stopping.signal);
    }
  }

  async #runOne(): Promise<readonly unknown[]> {
    const { args = [], env } = this.#options;
    // Said anew for each process: other pools of this process have other modules.
    cluster.setupPrimary({ exec: this.#exec, args: [...args] });
    const worker = cluster.fork(env);
    this.#workers.add(worker);
    // A process that could not be spawned has no exit, only an error.
    const end = await attempt(() => once(worker, 'exit'));
    this.#workers.delete(worker);
    return 'result' in end ? end.result : [end.error];
  }
}

function pathOf(exec: string | URL): string {
  if (typeof exec === 'string' && exec !== '') return exec;
  if (exec instanceof URL && exec.protocol === 'file:') return fileURLToPath(exec);
  throw new InvalidArgumentError(
    `exec must be a path or a file: URL, not ${preview(exec instanceof URL ? exec.href : exec)}`,
  );
}
