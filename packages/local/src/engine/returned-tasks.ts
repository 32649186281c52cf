import type { TaskListReference } from './engine.js';

/** A started task that nobody has. */
interface ReturnedTask {
  readonly list: TaskListReference;
  readonly taskToken: string;
}

/** Started tasks whose poller left before it had them, by the list that they are handed out from again. */
export class ReturnedTasks {
  readonly #lists = new Map<string, ReturnedTask[]>();

  add(list: TaskListReference, taskToken: string): void {
    const key = keyOf(list);
    const tasks = this.#lists.get(key) ?? [];
    tasks.push({ list, taskToken });
    this.#lists.set(key, tasks);
  }

  /** Takes the token of the task that was returned first to a list. */
  take(list: TaskListReference): string | undefined {
    if (this.#lists.size === 0) return undefined;
    const key = keyOf(list);
    const tasks = this.#lists.get(key);
    const task = tasks?.shift();
    if (tasks?.length === 0) this.#lists.delete(key);
    return task?.taskToken;
  }

  /** Returns how many of them are still good. */
  count(isGood: (task: ReturnedTask) => boolean): number {
    return [...this.#lists.values()].flat().filter(isGood).length;
  }
}

function keyOf({ kind, region, domain, name }: TaskListReference): string {
  return JSON.stringify([kind, region, domain, name]);
}
