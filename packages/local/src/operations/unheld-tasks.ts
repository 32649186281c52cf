import { type TaskListReference, taskListKey } from '../engine/task-list.js';

/** How many tasks are added before those that have closed meanwhile are removed, at least. */
const LEAST_BETWEEN_SWEEPS = 16;

/** A started task that no poller holds. */
export interface UnheldTask {
  readonly list: TaskListReference;
  readonly taskToken: string;
}

/**
 * Started tasks that no poller holds: those to hand out again, because their poller disconnected
 * before it got them, and those whose answer a fault rule has lost.
 */
export class UnheldTasks {
  readonly #lists = new Map<string, UnheldTask[]>();
  readonly #lost = new Set<UnheldTask>();
  #untilSweep = LEAST_BETWEEN_SWEEPS;

  /** Notes a task that is not handed out again: it waits for its timeout. */
  lose(list: TaskListReference, taskToken: string): void {
    this.#lost.add({ list, taskToken });
    this.#untilSweep--;
  }

  /** Adds a task to hand out again. */
  add(list: TaskListReference, taskToken: string): void {
    const key = taskListKey(list);
    const tasks = this.#lists.get(key) ?? [];
    tasks.push({ list, taskToken });
    this.#lists.set(key, tasks);
    this.#untilSweep--;
  }

  /** Removes the task that was returned to a list first; returns its token. */
  take(list: TaskListReference): string | undefined {
    const key = taskListKey(list);
    const tasks = this.#lists.get(key);
    const task = tasks?.shift();
    if (tasks?.length === 0) this.#lists.delete(key);
    return task?.taskToken;
  }

  /** Returns the number of tasks that are still open. */
  count(isOpen: (task: UnheldTask) => boolean): number {
    return this.#all().filter(isOpen).length;
  }

  /**
   * Removes tasks that are no longer open, once as many were added as the last sweep has left: they
   * would pile up, because a list may never be polled again, and nothing takes a lost task.
   */
  sweep(isOpen: (task: UnheldTask) => boolean): void {
    if (this.#untilSweep > 0) return;
    for (const [key, tasks] of this.#lists) {
      const open = tasks.filter(isOpen);
      if (open.length > 0) this.#lists.set(key, open);
      else this.#lists.delete(key);
    }
    for (const task of this.#lost) if (!isOpen(task)) this.#lost.delete(task);
    this.#untilSweep = Math.max(LEAST_BETWEEN_SWEEPS, this.#all().length);
  }

  #all(): readonly UnheldTask[] {
    return [...[...this.#lists.values()].flat(), ...this.#lost];
  }
}
