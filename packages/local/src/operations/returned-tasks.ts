import { type TaskListReference, taskListKey } from '../engine/task-list.js';

/** A started task that no poller holds. */
interface ReturnedTask {
  readonly list: TaskListReference;
  readonly taskToken: string;
}

/** Started tasks to hand out again, because their poller disconnected before it got them. */
export class ReturnedTasks {
  readonly #lists = new Map<string, ReturnedTask[]>();

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

  /** Returns the number of tasks that are still open. */
  count(isOpen: (task: ReturnedTask) => boolean): number {
    return [...this.#lists.values()].flat().filter(isOpen).length;
  }
}
