import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const START = new URL('./programs/start.js', import.meta.url);

/** Processes of one program; one that dies is replaced. */
export class ProcessFleet {
  /** What they said, other than `task` and `running`. */
  readonly said: string[] = [];
  /** How many processes came so far that they poll. */
  runs = 0;
  /** How many were killed. */
  kills = 0;
  /** How those ended that ended otherwise than by SIGKILL. */
  readonly otherExits: string[] = [];
  readonly #program: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #processes = new Set<ChildProcess>();
  readonly #tasksUntilKill: () => number;
  #isStopping = false;
  #killsLeft: number;

  /**
   * @param kills how many processes are killed in all, each after a number of tasks.
   */
  constructor(
    program: string,
    env: Readonly<Record<string, string>>,
    { kills, tasksUntilKill }: { readonly kills: number; readonly tasksUntilKill: () => number },
  ) {
    this.#program = program;
    this.#env = { ...process.env, NODE_OPTIONS: '', ...env };
    this.#killsLeft = kills;
    this.#tasksUntilKill = tasksUntilKill;
  }

  /** Starts one more process. */
  start(): void {
    const { SUICIDES = '0' } = this.#env;
    const child = fork(START, [this.#program], {
      execArgv: ['--conditions=@swf/source', '--unhandled-rejections=strict'],
      env: { ...this.#env, SUICIDES: this.#killsLeft > 0 ? SUICIDES : '0' },
    });
    this.#processes.add(child);
    let left = this.#tasksUntilKill();
    child.on('message', (message) => {
      if (message === 'task') left -= 1;
      else if (message === 'running') this.runs += 1;
      else this.said.push(String(message));
      if (left > 0 || this.#killsLeft === 0) return;
      child.kill('SIGKILL');
      left = Number.POSITIVE_INFINITY;
    });
    child.once('exit', (code, signal) => {
      this.#processes.delete(child);
      if (signal === 'SIGKILL') {
        this.kills += 1;
        this.#killsLeft = Math.max(0, this.#killsLeft - 1);
      } else if (code !== 0) this.otherExits.push(`${code} ${signal}`);
      if (!this.#isStopping) this.start();
    });
  }

  /** Stops the processes as a deployment does, and waits until they have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const ends = [...this.#processes].map((child) => once(child, 'exit'));
    for (const child of this.#processes) child.kill('SIGTERM');
    await Promise.all(ends);
  }

  /** Ends all processes at once. */
  end(): void {
    this.#isStopping = true;
    for (const child of this.#processes) child.kill('SIGKILL');
  }
}
