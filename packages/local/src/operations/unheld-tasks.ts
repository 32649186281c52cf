import { type TaskListReference, taskListKey } from '../engine/task-list.js';

/** A started task that no poller holds. */
interface UnheldTask {
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

  /** Notes a task that is not handed out again: it waits for its timeout. */
  lose(list: TaskListReference, taskToken: string): void {
    this.#lost.add({ list, taskToken });
  }

  /** Adds a task to hand out again. */
  add(list: TaskListReference, taskToken: string): void {
    const key = taskListKey(list);
    const tasks = this.#lists.get(key) ?? [];
    tasks.push({ list, taskToken });
    this.#lists.set(key, tasks);
  }

  /** Removes the task that was returned to a list first; returns its token. */
  take(list: TaskListReference): string | undefined {
    const key = taskListKey(list);
    const tasks = this.#lists.get(key);
    const task = tasks?.shift();
    if (tasks?.length === 0) this.#lists.delete(key);
    return task?.taskToken;
  }

  /** Returns the number of tasks that are still open, and forgets lost ones that are not. */
  count(isOpen: (task: UnheldTask) => boolean): number {
    for (const task of this.#lost) if (!isOpen(task)) this.#lost.delete(task);
    return [...this.#lists.values()].flat().filter(isOpen).length + this.#lost.size;
  }
}
