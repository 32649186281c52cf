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

/** Options of a pool. */
export interface PoolOptions {
  /**
   * The module that each process runs. It starts actors and stops them on SIGTERM, with
   * `Actor.run(..., { stopOn: ['SIGINT', 'SIGTERM'] })`.
   */
  readonly exec: string | URL;
  /** The number of processes, 1 to 1000. Default: one for each processor. */
  readonly size?: number | undefined;
  /** Command line arguments of the module. Default: none. */
  readonly args?: readonly string[] | undefined;
  /** Environment variables in addition to those of this process. Default: none. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The signals of this process that stop the pool. Default: none. */
  readonly stopOn?: readonly NodeJS.Signals[] | undefined;
  /** Seconds until SIGKILL when the pool stops. Default: no SIGKILL. */
  readonly graceInSeconds?: number | undefined;
  /** Default: warnings and errors to the console. */
  readonly logger?: ActorLogger | undefined;
}

/** How a pool stops. */
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

// A process that lived this long did not fail to start: its replacement starts at once.
const HEALTHY_AFTER_IN_SECONDS = 30;

/**
 * Runs a module in several processes with `node:cluster`.
 *
 * Replaces each process that dies, and backs off if they die early.
 *
 * @throws `InvalidArgumentError` for an unknown or invalid option, and in a worker of a cluster.
 *
 * @example
 * const exec = new URL('./actors.js', import.meta.url);
 * const processes = pool({ exec, size: 4, stopOn: ['SIGINT', 'SIGTERM'] });
 * await processes.stopped;
 */
export function pool(options: PoolOptions): ProcessPool {
  if (!cluster.isPrimary) throw new InvalidArgumentError('pool cannot be called in a worker of a cluster');
  return new ProcessPool(options);
}

/** Processes that run the same module and are stopped together. */
export class ProcessPool {
  /** Resolves when the pool was stopped and all processes have ended. */
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

  /** The ids of the running processes. */
  get pids(): readonly number[] {
    return [...this.#workers].flatMap(({ process: { pid } }) => pid ?? []);
  }

  /**
   * Stops the actors of all processes, and sends SIGKILL to those left after the grace.
   *
   * Resolves when none is left. A second call can only shorten the grace.
   *
   * @throws `InvalidArgumentError` for an unknown or invalid option.
   */
  async stop(options: PoolStopOptions = {}): Promise<void> {
    const { graceInSeconds = this.#options.graceInSeconds } = checkOptions('options', options, STOP_OPTIONS);
    checkSeconds('graceInSeconds', graceInSeconds);
    if (!this.#stopping.signal.aborted) {
      this.#stopping.abort();
      for (const worker of this.#workers) {
        // On Windows, a signal ends a process at once.
        if (process.platform !== 'win32') worker.process.kill('SIGTERM');
        // Also stops its actors. The channel would keep it alive after they have stopped.
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
      this.#logger.warn({ code, signal, delayInSeconds }, 'process of the pool died, replacing it');
      await sleep(delayInSeconds, this.#stopping.signal);
    }
  }

  async #runOne(): Promise<readonly unknown[]> {
    const { args = [], env } = this.#options;
    const end = await attempt(async () => {
      // Set for each process: other pools have other modules.
      cluster.setupPrimary({ exec: this.#exec, args: [...args] });
      const worker = cluster.fork(env);
      this.#workers.add(worker);
      // A process that could not be spawned emits an error instead of an exit.
      return await once(worker, 'exit').finally(() => this.#workers.delete(worker));
    });
    return 'result' in end ? end.result : [end.error];
  }
}

function pathOf(exec: string | URL): string {
  if (typeof exec === 'string' && exec !== '' && !exec.startsWith('file:')) return exec;
  const url = typeof exec === 'string' && URL.canParse(exec) ? new URL(exec) : exec;
  if (url instanceof URL && url.protocol === 'file:') return fileURLToPath(url);
  throw new InvalidArgumentError(
    `exec must be a path or a file: URL, got ${preview(exec instanceof URL ? exec.href : exec)}`,
  );
}
