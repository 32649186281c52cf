import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const start = new URL('./programs/start.js', import.meta.url);

/**
 * A process that runs one of the programs beside this file and reports its progress; killed at the
 * end of the test.
 */
export class Program {
  readonly exited: Promise<readonly unknown[]>;
  readonly #child: ChildProcess;
  readonly #isLeader: boolean;
  readonly #heard = new Map<unknown, number>();

  constructor(name: string, env: Readonly<Record<string, string>>, { detached = false } = {}) {
    const execArgv = ['--conditions=@swf/source', '--unhandled-rejections=strict'];
    this.#child = fork(start, [name], { execArgv, env: { ...process.env, NODE_OPTIONS: '', ...env }, detached });
    this.#isLeader = detached;
    this.exited = once(this.#child, 'exit');
    this.#child.on('message', (message) => this.#heard.set(message, this.times(message) + 1));
    onTestFinished(() => this.#end());
  }

  /** Calls `listener` with every report. */
  listen(listener: (message: unknown) => void): void {
    this.#child.on('message', listener);
  }

  /** Returns how often it has reported that. */
  times(message: unknown): number {
    return this.#heard.get(message) ?? 0;
  }

  /** Resolves when it has reported that so many times; rejects if it ends before. */
  async said(message: string, times = 1): Promise<void> {
    const [heard, ended] = [this.#saying(message, times), this.exited];
    const end = await Promise.race([heard, ended]);
    if (end && this.times(message) < times) {
      throw new Error(
        `it ended (${end.join(' ')}) after it had said "${message}" ${this.times(message)} times of ${times}`,
      );
    }
  }

  async #saying(message: string, times: number): Promise<undefined> {
    while (this.times(message) < times) await once(this.#child, 'message');
  }

  /** Stops it as a deployment does. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /**
   * Sends a signal to all processes of the group of a detached program, as service managers and
   * terminals do.
   */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.#child.pid ?? 0), signal);
  }

  /** Kills the program alone, not what it has started. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #end(): void {
    this.kill();
    if (!this.#isLeader) return;
    try {
      this.signalGroup('SIGKILL');
    } catch {
      // Nobody is left in the group.
    }
  }
}
