import type { PollOptions } from '../actor/actor-options.js';
import type { HealthRecord } from '../actor/health.js';
import type { Drain } from '../lifecycle/drain.js';
import type { SharedBackoff } from '../requests/backoff.js';
import { withSignal } from '../requests/bounded.js';
import type { Retry } from '../requests/retry.js';
import { attempt } from '../tasks/attempt.js';
import { secondsSince } from '../time/timers.js';
import { type Polled, Pollers } from './pollers.js';
import { Slots } from './slots.js';

// SWF ends a long poll after 60 seconds; its documentation requires clients to wait for 70.
const LONGEST_POLL_IN_SECONDS = 90;

/** What a loop needs of its actor. */
export interface LoopOptions<Task> {
  readonly taskLists: readonly string[];
  readonly concurrency: number;
  readonly minimumPollers: number;
  /** That of the client, which may change. */
  readonly backoff: () => SharedBackoff;
  readonly drain: Drain;
  readonly health: HealthRecord<Task>;
  readonly poll: (options: PollOptions) => Promise<Task | undefined>;
  /** Handles one task; never rejects. */
  readonly perform: (task: Task) => Promise<void>;
  /** Called if a task was received, and `poll` rejects all the same. */
  readonly onUnread: (error: unknown) => void;
  readonly onPoll: (taskList: string) => void;
  readonly onPolled: (taskList: string, isEmpty: boolean, seconds: number) => void;
  readonly onRetry: (retry: Retry, taskList: string) => void;
}

/** The pollers of an actor's task lists, which share its slots. */
export class Loop<Task> {
  readonly #options: LoopOptions<Task>;
  readonly #pollers: readonly Pollers<Task>[];

  constructor(options: LoopOptions<Task>) {
    const { taskLists, concurrency, minimumPollers, backoff, drain, onRetry } = options;
    const slots = new Slots(concurrency);
    const maximum = concurrency - taskLists.length + 1;
    this.#options = options;
    this.#pollers = taskLists.map(
      (taskList) =>
        new Pollers<Task>({
          slots,
          backoff,
          minimum: Math.min(minimumPollers, maximum),
          maximum,
          draining: drain.draining,
          poll: () => this.#poll(taskList),
          perform: (polled) => this.#perform(polled),
          onRetry: (retry) => onRetry(retry, taskList),
        }),
    );
  }

  start(): void {
    for (const pollers of this.#pollers) pollers.start();
  }

  /** Resolves when no poll is open and every task is done, after the drain has begun. */
  async ended(): Promise<void> {
    await Promise.all(this.#pollers.map((pollers) => pollers.ended()));
  }

  /** Resolves when SWF has ended the poll: the history of its task is perhaps still being read. */
  async #poll(taskList: string): Promise<Polled<Task>> {
    const { drain, health, poll, onPoll, onPolled } = this.#options;
    const begun = performance.now();
    onPoll(taskList);
    health.pollBegan();
    let waited: number | undefined;
    const onWaited = (seconds: number) => {
      waited = seconds;
    };
    let received = () => {};
    const hasTask = new Promise<true>((resolve) => {
      received = () => resolve(true);
    });
    const polled = withSignal(
      drain.polls,
      (signal, release) => {
        const onReceived = () => {
          release();
          received();
        };
        return poll({ taskList, signal, stopping: drain.reading, onWaited, onReceived });
      },
      LONGEST_POLL_IN_SECONDS,
    );
    const ended = await attempt(() => Promise.race([hasTask, polled.then((task) => task !== undefined)]));
    health.pollEnded('result' in ended);
    if ('error' in ended) throw ended.error;
    const seconds = secondsSince(begun);
    onPolled(taskList, !ended.result, seconds);
    return { task: ended.result ? polled : undefined, seconds: waited ?? seconds };
  }

  /** Handles a task when its history has been read; until then, it only holds its slot. */
  async #perform(polled: Promise<Task | undefined>): Promise<void> {
    const { health, perform, onUnread } = this.#options;
    health.reads += 1;
    const read = await attempt(() => polled);
    health.reads -= 1;
    if ('error' in read) onUnread(read.error);
    else if (read.result !== undefined) await perform(read.result);
  }
}
