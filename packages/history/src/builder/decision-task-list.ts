import type { Timeout } from '@swf/settings/wire';
import type { GivenAttributes } from './given-attributes.js';

/** What the answers of a decider say about the task list of the decision tasks that follow. */
export class DecisionTaskList {
  /** Where they go for good; without a list, to that of the execution. */
  #moved: { readonly taskList?: string } = {};
  /** Where they go until one times out. */
  #sticky: { readonly taskList: string; readonly scheduleToStartTimeout: Timeout } | undefined;

  /** The attributes of the next decision task that differ from those of the execution. */
  get next(): object {
    return this.#sticky ?? this.#moved;
  }

  /** Takes the answer to a decision task. */
  completed({ taskList, taskListScheduleToStartTimeout = 'NONE' }: GivenAttributes<'DecisionTaskCompleted'>): void {
    if (taskList === undefined) return;
    const isSticky = taskListScheduleToStartTimeout !== 'NONE';
    this.#sticky = isSticky ? { taskList, scheduleToStartTimeout: taskListScheduleToStartTimeout } : undefined;
    if (!isSticky) this.#moved = { taskList };
  }

  /** Takes the timeout of a decision task, which was or was not on a sticky list. */
  timedOut(scheduleToStartTimeout: Timeout | undefined): void {
    if (scheduleToStartTimeout !== 'NONE') this.#sticky = undefined;
  }
}
