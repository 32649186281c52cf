import {
  complete,
  completeActivity,
  POLL,
  POLL_ACTIVITY,
  REGISTRATION,
  scheduleActivity,
  startExecution,
} from './calls.js';
import { Load } from './load.js';

const DECIDERS = 50;
const WORKERS = 50;
const STARTERS = 8;

interface Task {
  readonly taskToken?: string;
  readonly events?: readonly { readonly eventType: string }[];
}

/** Deciders and workers that poll a service, each over a connection of its own. */
export class Crew implements AsyncDisposable {
  readonly #starters: Load;
  readonly #pollers: Load;
  readonly #polling: Promise<unknown>;
  #started = 0;
  #open = 0;
  #onEnd = () => {};

  private constructor(endpoint: string) {
    this.#starters = new Load(endpoint, STARTERS);
    this.#pollers = new Load(endpoint, DECIDERS + WORKERS);
    this.#polling = Promise.allSettled([
      ...Array.from({ length: DECIDERS }, () => this.#decide()),
      ...Array.from({ length: WORKERS }, () => this.#work()),
    ]);
  }

  static async create(endpoint: string): Promise<Crew> {
    const load = new Load(endpoint, 1);
    for (const call of REGISTRATION) await load.call(call);
    load.close();
    return new Crew(endpoint);
  }

  /** Starts executions, and resolves to the seconds until all of them have ended. */
  async run(executions: number): Promise<number> {
    const begun = performance.now();
    this.#open = executions;
    const ended = new Promise<void>((resolve) => {
      this.#onEnd = resolve;
    });
    await this.#starters.run(executions, () => startExecution(this.#started++));
    await ended;
    return (performance.now() - begun) / 1000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#starters.close();
    this.#pollers.close();
    await this.#polling;
  }

  async #decide(): Promise<never> {
    for (;;) {
      const { taskToken, events = [] } = JSON.parse(await this.#pollers.call(POLL)) as Task;
      if (taskToken === undefined) continue;
      const isLast = events.some(({ eventType }) => eventType === 'ActivityTaskCompleted');
      await this.#pollers.call(isLast ? complete(taskToken) : scheduleActivity(taskToken));
      if (!isLast) continue;
      this.#open--;
      if (this.#open === 0) this.#onEnd();
    }
  }

  async #work(): Promise<never> {
    for (;;) {
      const { taskToken } = JSON.parse(await this.#pollers.call(POLL_ACTIVITY)) as Task;
      if (taskToken !== undefined) await this.#pollers.call(completeActivity(taskToken));
    }
  }
}
