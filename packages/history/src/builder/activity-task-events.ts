import { show } from '@swf/settings/wire';
import type { ActivityTask } from '../compile/activity-task.js';
import type { EventName } from '../event/attributes.js';
import { DecisionTaskEvents } from './decision-task-events.js';
import type { Given } from './given.js';

/** The events of activity tasks. */
export abstract class ActivityTaskEvents extends DecisionTaskEvents {
  /** Schedules an activity task. */
  activityTaskScheduled(activityId: string, given: Given<'ActivityTaskScheduled'> = {}): this {
    return this.decide('ActivityTaskScheduled', given, { activityId });
  }

  /** Refuses to schedule an activity task. Default cause: ACTIVITY_TYPE_DOES_NOT_EXIST. */
  scheduleActivityTaskFailed(activityId: string, given: Given<'ScheduleActivityTaskFailed'> = {}): this {
    return this.decide('ScheduleActivityTaskFailed', given, { activityId });
  }

  /** Starts the activity task. */
  activityTaskStarted(activityId: string, given: Given<'ActivityTaskStarted'> = {}): this {
    const { scheduledEventId } = this.#task('ActivityTaskStarted', activityId);
    return this.happen('ActivityTaskStarted', given, { scheduledEventId });
  }

  /** Completes the activity task. */
  activityTaskCompleted(activityId: string, given: Given<'ActivityTaskCompleted'> = {}): this {
    return this.trigger('ActivityTaskCompleted', given, this.#ids('ActivityTaskCompleted', activityId));
  }

  /** Fails the activity task. */
  activityTaskFailed(activityId: string, given: Given<'ActivityTaskFailed'> = {}): this {
    return this.trigger('ActivityTaskFailed', given, this.#ids('ActivityTaskFailed', activityId));
  }

  /**
   * Times the activity task out. Default type: START_TO_CLOSE if it was started, otherwise
   * SCHEDULE_TO_START.
   */
  activityTaskTimedOut(activityId: string, given: Given<'ActivityTaskTimedOut'> = {}): this {
    const ids = this.#ids('ActivityTaskTimedOut', activityId);
    const timeoutType = ids.startedEventId === 0 ? 'SCHEDULE_TO_START' : 'START_TO_CLOSE';
    return this.trigger('ActivityTaskTimedOut', given, ids, { timeoutType });
  }

  /** Requests to cancel the activity task; one that was not started is canceled at once. */
  activityTaskCancelRequested(activityId: string): this {
    const { startedEventId } = this.#task('ActivityTaskCancelRequested', activityId);
    this.decide('ActivityTaskCancelRequested', {}, { activityId });
    if (startedEventId === 0) this.follow('ActivityTaskCanceled', this.#canceledIds(activityId));
    return this;
  }

  /** Cancels the activity task. */
  activityTaskCanceled(activityId: string, given: Given<'ActivityTaskCanceled'> = {}): this {
    return this.trigger('ActivityTaskCanceled', given, this.#canceledIds(activityId));
  }

  /** Refuses to cancel an activity task. Default cause: ACTIVITY_ID_UNKNOWN. */
  requestCancelActivityTaskFailed(activityId: string, given: Given<'RequestCancelActivityTaskFailed'> = {}): this {
    return this.decide('RequestCancelActivityTaskFailed', given, { activityId });
  }

  #task(name: EventName, activityId: string): ActivityTask {
    const task = this.state.activityTasks.get(activityId);
    return task ?? this.refuse(name, `names the activityId ${show(activityId)}, which was not scheduled`);
  }

  #ids(name: EventName, activityId: string): { readonly scheduledEventId: number; readonly startedEventId: number } {
    const { scheduledEventId, startedEventId } = this.#task(name, activityId);
    return { scheduledEventId, startedEventId };
  }

  #canceledIds(activityId: string): object {
    const { events, scheduledEventId, startedEventId } = this.#task('ActivityTaskCanceled', activityId);
    const latestCancelRequestedEventId = events.findLast(({ name }) => name === 'ActivityTaskCancelRequested')?.id;
    return { scheduledEventId, startedEventId, latestCancelRequestedEventId };
  }
}
