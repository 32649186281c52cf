import { type TaskListReference, taskListKey } from '../engine/task-list.js';

/** A started task that no poller holds. */
interface ReturnedTask {
  readonly list: TaskListReference;
  readonly taskToken: string;
}

/** Started tasks whose poller disconnected before it had them, to be handed out again. */
export class ReturnedTasks {
  readonly #lists = new Map<string, ReturnedTask[]>();

  add(list: TaskListReference, taskToken: string): void {
    const key = taskListKey(list);
    const tasks = this.#lists.get(key) ?? [];
    tasks.push({ list, taskToken });
    this.#lists.set(key, tasks);
  }

  /** Removes and returns the token of the task that was returned to a list first. */
  take(list: TaskListReference): string | undefined {
    if (this.#lists.size === 0) return undefined;
    const key = taskListKey(list);
    const tasks = this.#lists.get(key);
    const task = tasks?.shift();
    if (tasks?.length === 0) this.#lists.delete(key);
    return task?.taskToken;
  }

  /** Returns how many of them are still open. */
  count(isOpen: (task: ReturnedTask) => boolean): number {
    return [...this.#lists.values()].flat().filter(isOpen).length;
  }
}
