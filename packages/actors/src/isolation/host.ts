import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { messageOf } from '@swf/settings/errors';
import { type ErrorPicture, type FromHost, type ToHost, thrownBy } from './message.js';

/** Options of a host. */
export interface HostOptions {
  readonly isolation: 'thread' | 'process';
  readonly maxMemoryInMegabytes: number | undefined;
  /** The file `isolated/run.mjs` of this package. */
  readonly runner: URL;
}

/** How a thread or process ended. */
export interface HostEnd {
  readonly why: string;
  readonly cause?: unknown;
  readonly signal?: NodeJS.Signals | null | undefined;
  /** Whether it was ready for activities. */
  readonly hadStarted: boolean;
}

/** A thread or a process. */
interface Spawned {
  send(message: ToHost): void;
  kill(): void;
}

interface Listeners {
  readonly onMessage: (message: FromHost) => void;
  readonly onEnd: (why: string, cause?: unknown, signal?: NodeJS.Signals | null) => void;
}

/** A thread or process that runs activities, one at a time. */
export class Host {
  /** Resolves when it has ended, or could not start; never rejects. */
  readonly ended: Promise<HostEnd>;
  readonly #waiting: ToHost[] = [];
  #spawned: Spawned | undefined;
  #isReady = false;
  #crash: ErrorPicture | undefined;
  #end: HostEnd | undefined;
  #onMessage: (message: FromHost) => void = () => {};
  #onEnd: (end: HostEnd) => void = () => {};

  constructor(options: HostOptions) {
    this.ended = new Promise((resolve) => {
      const onEnd: Listeners['onEnd'] = (why, cause, signal) => {
        const crash = this.#crash && thrownBy(this.#crash);
        const hadStarted = this.#isReady;
        this.#end ??=
          crash === undefined
            ? { why, cause, signal, hadStarted }
            : { why: `it crashed: ${messageOf(crash)}`, cause: crash, hadStarted };
        resolve(this.#end);
        this.#onEnd(this.#end);
      };
      const listeners = { onMessage: (message: FromHost) => this.#receive(message), onEnd };
      try {
        this.#spawned =
          options.isolation === 'thread' ? spawnThread(options, listeners) : spawnProcess(options, listeners);
      } catch (error) {
        onEnd(messageOf(error), error);
      }
    });
  }

  /** Replaces the listeners of its messages and its end: `ended` would keep each forever. */
  listen(onMessage: (message: FromHost) => void, onEnd: (end: HostEnd) => void): void {
    this.#onMessage = onMessage;
    this.#onEnd = onEnd;
    if (this.#end) onEnd(this.#end);
  }

  send(message: ToHost): void {
    if (this.#isReady) this.#spawned?.send(message);
    else this.#waiting.push(message);
  }

  kill(): void {
    this.#spawned?.kill();
  }

  #receive(message: FromHost): void {
    if ('crash' in message) {
      this.#crash = message.crash;
    } else if ('ready' in message) {
      this.#isReady = true;
      for (const waiting of this.#waiting.splice(0)) this.#spawned?.send(waiting);
    } else this.#onMessage(message);
  }
}

function spawnThread({ runner, maxMemoryInMegabytes }: HostOptions, { onMessage, onEnd }: Listeners): Spawned {
  const limit = maxMemoryInMegabytes === undefined ? {} : { maxOldGenerationSizeMb: maxMemoryInMegabytes };
  const thread = new Worker(runner, { resourceLimits: limit });
  let failure: { readonly error: unknown } | undefined;
  thread.on('message', onMessage);
  thread.on('error', (error) => {
    failure = { error };
  });
  thread.on('exit', (code) => {
    if (failure === undefined) onEnd(`it exited with code ${code}`);
    else if (isOutOfMemory(failure.error)) onEnd('it ran out of memory', failure.error);
    else onEnd(`it crashed: ${messageOf(failure.error)}`, failure.error);
  });
  return { send: (message) => thread.postMessage(message), kill: () => void thread.terminate() };
}

function spawnProcess({ runner, maxMemoryInMegabytes }: HostOptions, { onMessage, onEnd }: Listeners): Spawned {
  const child = fork(runner, [String(process.pid)], {
    ...(maxMemoryInMegabytes === undefined
      ? {}
      : { execArgv: [...process.execArgv, `--max-old-space-size=${maxMemoryInMegabytes}`] }),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => onMessage(message as FromHost));
  child.on('error', (error) => {
    // If the process runs, a message did not reach it: it is ending.
    if (child.pid === undefined) onEnd(messageOf(error), error);
  });
  child.on('exit', (code, signal) => onEnd(howProcessEnded(code, signal), undefined, signal));
  return { send: (message) => child.send(message, () => {}), kill: () => void child.kill('SIGKILL') };
}

// V8 aborts a process whose heap is full.
const ABORTS: readonly unknown[] = ['SIGABRT', 'SIGTRAP', 'SIGILL'];

function howProcessEnded(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === null) return `it exited with code ${code}`;
  if (ABORTS.includes(signal)) return `it ran out of memory or aborted (${signal})`;
  return `it was ended by ${signal}${signal === 'SIGKILL' ? ', perhaps by a system that is short of memory' : ''}`;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
