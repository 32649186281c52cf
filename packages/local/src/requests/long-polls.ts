// Not the global one: a test of actors may have put a fake in its place.
import { setImmediate } from 'node:timers';
import { Fault } from '../api/fault.js';
import { type Clock, wait } from '../clock/clock.js';
import type { TaskListReference } from '../engine/engine.js';
import type { Caller } from './caller.js';

const LONGEST_WAIT_IN_MILLISECONDS = 60_000;

/** A poll: the list it waits on, who waits, and how it gets a task, if there is one now. */
export interface Poll {
  readonly list: TaskListReference;
  readonly caller: Caller;
  take(): string | undefined;
}

interface Waiter extends Poll {
  /** Ends the wait with a task, or with nothing. */
  answer(task: string | undefined): void;
  fail(error: unknown): void;
}

/** The polls that wait for a task: first come, first served, list by list. */
export class LongPolls {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #lists = new Map<string, Set<Waiter>>();
  readonly #woken = new Set<string>();
  #waiting = 0;
  #closed = false;

  constructor(clock: Clock, pollersPerTaskList: number) {
    this.#clock = clock;
    this.#limit = pollersPerTaskList;
  }

  /** Polls that wait; none as long as a task may be on its way to one of them. */
  get waiting(): number {
    return this.#woken.size === 0 ? this.#waiting : 0;
  }

  /** A task as soon as there is one; nothing after 60 seconds, or where the caller leaves or the service closes. */
  async poll(poll: Poll): Promise<string | undefined> {
    const key = keyOf(poll.list);
    const others = this.#lists.get(key)?.size ?? 0;
    if (this.#closed || poll.caller.gone) return undefined;
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
   * Hands tasks of a list to those who wait on it, in a later turn of the event loop: what the sockets of this turn have to say, such
   * as that somebody left, is heard before.
   */
  wake(list: TaskListReference): void {
    const key = keyOf(list);
    if (!this.#lists.has(key) || this.#woken.has(key)) return;
    this.#woken.add(key);
    setImmediate(() => {
      this.#woken.delete(key);
      this.#handOut(this.#lists.get(key) ?? new Set());
    });
  }

  /** Answers every poll with nothing, and those to come as well. */
  close(): void {
    this.#closed = true;
    for (const waiters of [...this.#lists.values()]) for (const waiter of [...waiters]) waiter.answer(undefined);
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
    // A poll that comes while a clock is moved waits for the end of that: a month would otherwise cost each poller 43,200 empty answers.
    const moving = Math.max(0, (this.#clock.movingTo ?? 0) - this.#clock.now());
    const cancelTimer = wait(this.#clock, moving + LONGEST_WAIT_IN_MILLISECONDS, end);
    const waiters = this.#lists.get(key) ?? new Set();
    this.#lists.set(key, waiters.add(waiter));
    this.#waiting++;
    poll.caller.onGone(end);
  }

  #remove(key: string, waiter: Waiter): void {
    const waiters = this.#lists.get(key);
    if (!waiters?.delete(waiter)) return;
    this.#waiting--;
    if (waiters.size === 0) this.#lists.delete(key);
  }

  #handOut(waiters: ReadonlySet<Waiter>): void {
    for (const waiter of waiters) {
      if (waiter.caller.gone) continue;
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

function keyOf({ kind, region, domain, name }: TaskListReference): string {
  return JSON.stringify([kind, region, domain, name]);
}
