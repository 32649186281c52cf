import type { ActorState } from '../lifecycle/lifecycle.js';
import type { Refusal } from '../requests/refusals.js';
import type { AbortReason } from '../tasks/abort.js';
import { secondsSince } from '../time/timers.js';
import type { LogFields } from './actor-options.js';
import type { ActorLogger } from './logger.js';

/** What an actor is doing, and what keeps it from working. Plain data without payloads. */
export interface ActorHealth {
  readonly state: ActorState;
  /** How many of its `concurrency` slots have no task. */
  readonly freeSlots: number;
  /** Long polls in flight, without those that have brought a task whose history is being read. */
  readonly openPolls: number;
  /** When SWF last answered a poll, empty or not; undefined before the first. */
  readonly lastSuccessfulPoll: Date | undefined;
  /** Work that goes on although its task has ended, or that has no timeout and is silent. */
  readonly stuckTasks: readonly StuckTask[];
  /**
   * Operations that SWF currently refuses, for example because credentials have expired, and that
   * are still retried.
   */
  readonly refusals: readonly RefusedOperation[];
}

/**
 * Why work counts as stuck: the reason for which its task ended, or `NO_TIMEOUT` if its task has no
 * timeout and the work has been silent for long.
 */
export type StuckReason = AbortReason | 'NO_TIMEOUT';

/** Work that is stuck. */
export interface StuckTask {
  /** The fields of log lines about the task. */
  readonly task: LogFields;
  readonly reason: StuckReason;
  /** Seconds since the task was received. */
  readonly seconds: number;
}

/** An operation that SWF refuses. */
export interface RefusedOperation {
  readonly operation: string;
  /** The task list of a poll. */
  readonly taskList: string | undefined;
  readonly error: string;
  readonly since: Date;
}

interface Running {
  readonly begun: number;
  readonly hasSlot: boolean;
  readonly stuck?: StuckReason | undefined;
}

/** Records what {@link ActorHealth} reports. */
export class HealthRecord<Task> {
  readonly #concurrency: number;
  readonly #logger: ActorLogger;
  readonly #fields: (task: Task) => LogFields;
  /** The number of tasks that hold a slot while their histories are read. */
  reads = 0;
  readonly #running = new Map<Task, Running>();
  #openPolls = 0;
  #lastSuccessfulPoll: Date | undefined;

  constructor(concurrency: number, logger: ActorLogger, fields: (task: Task) => LogFields) {
    this.#concurrency = concurrency;
    this.#logger = logger;
    this.#fields = fields;
  }

  get openPolls(): number {
    return this.#openPolls;
  }

  /** The tasks that hold a slot. */
  get tasks(): readonly LogFields[] {
    return [...this.#running].filter(([, { hasSlot }]) => hasSlot).map(([task]) => this.#fields(task));
  }

  pollBegan(): void {
    this.#openPolls += 1;
  }

  pollEnded(isAnswered: boolean): void {
    this.#openPolls -= 1;
    if (isAnswered) this.#lastSuccessfulPoll = new Date();
  }

  taskBegan(task: Task): void {
    this.#running.set(task, { begun: performance.now(), hasSlot: true });
  }

  /** Releases the slot; stuck work stays on record until it ends. */
  taskDone(task: Task): void {
    const running = this.#running.get(task);
    if (running?.stuck === undefined) this.#running.delete(task);
    else this.#running.set(task, { ...running, hasSlot: false });
  }

  /**
   * Logs that work is stuck, and later that it has ended; returns the age of its task in seconds.
   */
  workStuck(task: Task, stuck: StuckReason, work: Promise<unknown>): number {
    const running = this.#running.get(task) ?? { begun: performance.now(), hasSlot: false };
    const seconds = secondsSince(running.begun);
    this.#running.set(task, { ...running, stuck });
    this.#logger.error({ ...this.#fields(task), reason: stuck, seconds }, 'work of a task is stuck');
    const ended = () => this.#workEnded(task, running.begun);
    work.then(ended, ended);
    return seconds;
  }

  report(state: ActorState, refusals: readonly Refusal[]): ActorHealth {
    const running = [...this.#running];
    return {
      state,
      freeSlots: this.#concurrency - this.reads - running.filter(([, { hasSlot }]) => hasSlot).length,
      openPolls: this.#openPolls,
      lastSuccessfulPoll: this.#lastSuccessfulPoll,
      stuckTasks: running.flatMap(([task, { begun, stuck }]) =>
        stuck === undefined ? [] : [{ task: this.#fields(task), reason: stuck, seconds: secondsSince(begun) }],
      ),
      refusals: refusals.map((refusal) => ({ ...refusal, error: String(refusal.error) })),
    };
  }

  #workEnded(task: Task, begun: number): void {
    if (this.#running.get(task)?.hasSlot) this.#running.set(task, { begun, hasSlot: true });
    else this.#running.delete(task);
    const fields = { ...this.#fields(task), seconds: secondsSince(begun) };
    this.#logger.info(fields, 'stuck work has ended');
  }
}
