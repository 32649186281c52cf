// Not the global one, which the fake timers of a test replace.
import { setImmediate } from 'node:timers';
import { Fault } from '../api/fault.js';
import { type Clock, wait } from '../clock/clock.js';
import { type TaskListReference, taskListKey } from '../engine/task-list.js';
import type { Caller } from './request.js';

const LONGEST_WAIT_IN_MILLISECONDS = 60_000;

/** A poll: its task list, its caller, and how it takes a task. */
export interface Poll {
  readonly list: TaskListReference;
  readonly caller: Caller;
  readonly identity?: string | undefined;
  /** Takes a task; undefined if there is none. */
  take(): string | undefined;
}

/** A poll waiting for a task. */
export interface Poller {
  readonly region: string;
  readonly domain: string;
  readonly taskList: string;
  /** Whether it waits for activity tasks or for decision tasks. */
  readonly kind: 'activity' | 'decision';
  /** The identity in the request; undefined if it has none. */
  readonly identity: string | undefined;
  /** When it arrived, by the service's clock. */
  readonly since: Date;
}

interface Waiter extends Poll {
  readonly since: Date;
  /** Ends the wait, with or without a task. */
  answer(task: string | undefined): void;
  fail(error: unknown): void;
}

/** The polls waiting for a task, by task list in order of arrival. */
export class LongPolls {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #lists = new Map<string, Set<Waiter>>();
  readonly #woken = new Set<string>();
  #waiting = 0;

  constructor(clock: Clock, pollersPerTaskList: number) {
    this.#clock = clock;
    this.#limit = pollersPerTaskList;
  }

  /** The number of waiting polls; 0 while one of them may be about to get a task. */
  get waiting(): number {
    return this.#woken.size === 0 ? this.#waiting : 0;
  }

  /**
   * Returns a task as soon as there is one; undefined after 60 seconds, or if the caller
   * disconnects or the service closes.
   */
  async poll(poll: Poll): Promise<string | undefined> {
    const key = taskListKey(poll.list);
    const others = this.#lists.get(key)?.size ?? 0;
    if (poll.caller.disconnected) return undefined;
    if (others === 0) {
      const task = poll.take();
      if (task !== undefined) return task;
    }
    if (others >= this.#limit) {
      throw new Fault('LimitExceededFault', 'Limit on maximum concurrent poll requests per task list reached');
    }
    return new Promise((resolve, reject) => this.#enqueue(key, poll, resolve, reject));
  }

  /**
   * Hands tasks of a list to its polls in a later turn of the event loop, so that a caller that
   * disconnects in this turn is noticed first.
   */
  wake(list: TaskListReference): void {
    this.#wake(taskListKey(list));
  }

  /** Wakes the polls of every list. */
  wakeAll(): void {
    for (const key of this.#lists.keys()) this.#wake(key);
  }

  /** Returns the waiting polls, by task list in order of arrival. */
  pollers(): readonly Poller[] {
    return [...this.#lists.values()].flatMap((waiters) =>
      [...waiters].map(({ list: { region, domain, name, kind }, identity, since }) => ({
        region,
        domain,
        taskList: name,
        kind,
        identity,
        since,
      })),
    );
  }

  /** Ends open polls without a task. */
  close(): void {
    for (const waiters of [...this.#lists.values()]) for (const waiter of [...waiters]) waiter.answer(undefined);
  }

  /** Fails open polls. */
  fail(error: unknown): void {
    for (const waiters of [...this.#lists.values()]) for (const waiter of [...waiters]) waiter.fail(error);
  }

  #wake(key: string): void {
    if (!this.#lists.has(key) || this.#woken.has(key)) return;
    this.#woken.add(key);
    setImmediate(() => {
      this.#woken.delete(key);
      this.#handOut(this.#lists.get(key) ?? new Set());
    });
  }

  #enqueue(
    key: string,
    poll: Poll,
    resolve: (task: string | undefined) => void,
    reject: (error: unknown) => void,
  ): void {
    const leave = () => {
      cancelTimer();
      this.#remove(key, waiter);
    };
    const waiter: Waiter = {
      ...poll,
      since: new Date(this.#clock.now()),
      answer: (task) => {
        leave();
        resolve(task);
      },
      fail: (error) => {
        leave();
        reject(error);
      },
    };
    const end = () => waiter.answer(undefined);
    // While the clock is being moved, the 60 seconds count from its destination: otherwise, moving
    // it by a month would cost each poller 43,200 empty answers.
    const moving = Math.max(0, (this.#clock.movingTo ?? 0) - this.#clock.now());
    const cancelTimer = wait(this.#clock, moving + LONGEST_WAIT_IN_MILLISECONDS, end);
    const waiters = this.#lists.get(key) ?? new Set();
    this.#lists.set(key, waiters.add(waiter));
    this.#waiting++;
    poll.caller.onDisconnect(end);
  }

  #remove(key: string, waiter: Waiter): void {
    const waiters = this.#lists.get(key);
    if (!waiters?.delete(waiter)) return;
    this.#waiting--;
    if (waiters.size === 0) this.#lists.delete(key);
  }

  #handOut(waiters: ReadonlySet<Waiter>): void {
    for (const waiter of waiters) {
      if (waiter.caller.disconnected) continue;
      try {
        const task = waiter.take();
        if (task === undefined) return;
        waiter.answer(task);
      } catch (error) {
        waiter.fail(error);
      }
    }
  }
}
