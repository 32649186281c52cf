import { fileURLToPath } from 'node:url';
import type { Tinypool } from 'tinypool';
import type { CheckedModuleActivity } from './module-activity.js';

const RUN = '../../isolated/run.js';
const IDLE_IN_MILLISECONDS = 30_000;

/** The threads and processes of one worker: a pool for each kind and memory limit, made when the first activity wants it. */
export class IsolationPools {
  readonly #size: number;
  readonly #onError: (error: unknown) => void;
  readonly #pools = new Map<string, Promise<Tinypool>>();

  constructor(size: number, onError: (error: unknown) => void) {
    this.#size = size;
    this.#onError = onError;
  }

  /** The pool for such activities. */
  pool(activity: CheckedModuleActivity): Promise<Tinypool> {
    const { isolation, maxMemoryInMegabytes } = activity;
    const key = `${isolation} ${maxMemoryInMegabytes}`;
    const pool = this.#pools.get(key) ?? this.#make(isolation === 'process', maxMemoryInMegabytes);
    this.#pools.set(key, pool);
    return pool;
  }

  /** Ends all threads and processes. */
  async destroy(): Promise<void> {
    for (const pool of this.#pools.values()) await (await pool).destroy();
    this.#pools.clear();
  }

  async #make(isProcess: boolean, megabytes: number | undefined): Promise<Tinypool> {
    // Loaded when it is wanted: most workers isolate nothing.
    const { Tinypool } = await import('tinypool');
    const limits = isProcess
      ? { execArgv: [...process.execArgv, ...(megabytes ? [`--max-old-space-size=${megabytes}`] : [])] }
      : { resourceLimits: megabytes ? { maxOldGenerationSizeMb: megabytes } : {} };
    const pool = new Tinypool({
      // Not before it is wanted: a bundle in CommonJS has no URL, and need not have one.
      filename: fileURLToPath(new URL(RUN, import.meta.url)),
      name: 'run',
      runtime: isProcess ? 'child_process' : 'worker_threads',
      minThreads: 0,
      maxThreads: this.#size,
      idleTimeout: IDLE_IN_MILLISECONDS,
      useAtomics: false,
      env: process.env as Record<string, string>,
      ...limits,
    });
    pool.on('error', this.#onError);
    return pool;
  }
}
