import type { ActivityType } from '@aws-sdk/client-swf';
import { TASK_PRIORITY, TIMEOUT, type Timeout } from '@swf/settings/wire';
import type { AttributesOf } from '../event/attributes.js';
import { attributesOf, Entity, eventNamed, type Facts, outcomeOf, secondsBetween, timeOf } from './entity.js';

/**
 * An attempt of an activity: scheduled, started and closed, or refused (`schedule_failed`).
 *
 * @example
 * const charge = history.compile().activityTasks.get('charge-1');
 * if (charge?.state === 'failed') console.log(charge.reason, charge.parse('details'));
 */
export class CompiledActivityTask extends Entity<'ActivityTask'> {
  /** Its id; empty if the history begins after it was scheduled. */
  readonly activityId: string;
  readonly activityType: ActivityType | undefined;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  readonly input: string | undefined;
  readonly control: string | undefined;
  /** Seconds. */
  readonly scheduleToStartTimeout: Timeout | undefined;
  /** Seconds. */
  readonly scheduleToCloseTimeout: Timeout | undefined;
  /** Seconds. */
  readonly startToCloseTimeout: Timeout | undefined;
  /** Seconds. */
  readonly heartbeatTimeout: Timeout | undefined;
  /** The id of its `ActivityTaskScheduled` event; 0 if SWF refused to schedule it. */
  readonly scheduledEventId: number;
  /** The id of its `ActivityTaskStarted` event; 0 if it was not started. */
  readonly startedEventId: number;
  /** The identity that the worker gave. */
  readonly identity: string | undefined;
  /** Whether its cancellation was requested, which its worker may ignore. */
  readonly cancelRequested: boolean;
  readonly result: string | undefined;
  readonly reason: string | undefined;
  /** The details of a failure or cancellation; of a timeout, those of its last heartbeat. */
  readonly details: string | undefined;
  /** Why SWF refused to schedule it. */
  readonly cause: string | undefined;
  /** `START_TO_CLOSE`, `SCHEDULE_TO_START`, `SCHEDULE_TO_CLOSE` or `HEARTBEAT`. */
  readonly timeoutType: string | undefined;
  readonly scheduledAt: Date | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('ActivityTask', facts);
    const { record, events } = facts;
    const scheduling = eventNamed(events, 'ActivityTaskScheduled');
    const scheduled: Partial<AttributesOf['ActivityTaskScheduled']> = scheduling?.attributes ?? {};
    const started = eventNamed(events, 'ActivityTaskStarted');
    const outcome = outcomeOf(this);
    this.activityId = typeof record.key === 'string' ? record.key : '';
    this.activityType = scheduled.activityType ?? attributesOf(events, 'ScheduleActivityTaskFailed').activityType;
    this.taskList = scheduled.taskList?.name;
    this.taskPriority = TASK_PRIORITY.parse(scheduled.taskPriority);
    this.input = scheduled.input;
    this.control = scheduled.control;
    this.scheduleToStartTimeout = TIMEOUT.parse(scheduled.scheduleToStartTimeout);
    this.scheduleToCloseTimeout = TIMEOUT.parse(scheduled.scheduleToCloseTimeout);
    this.startToCloseTimeout = TIMEOUT.parse(scheduled.startToCloseTimeout);
    this.heartbeatTimeout = TIMEOUT.parse(scheduled.heartbeatTimeout);
    this.scheduledEventId = this.state === 'schedule_failed' ? 0 : record.eventId;
    this.startedEventId = started?.id ?? 0;
    this.identity = started?.attributes.identity;
    this.cancelRequested = eventNamed(events, 'ActivityTaskCancelRequested') !== undefined;
    this.result = outcome.result;
    this.reason = outcome.reason;
    this.details = outcome.details;
    this.cause = outcome.cause;
    this.timeoutType = outcome.timeoutType;
    this.scheduledAt = timeOf(scheduling);
    this.startedAt = timeOf(started);
    Object.freeze(this);
  }

  /** How long it waited for a worker, in seconds; undefined before it is started. */
  get scheduleToStartInSeconds(): number | undefined {
    return secondsBetween(this.scheduledAt, this.startedAt);
  }

  /**
   * How long its worker worked on it, in seconds; undefined unless it was started and has closed.
   */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }

  /** How long it took altogether, in seconds; undefined while it is open. */
  get scheduleToCloseInSeconds(): number | undefined {
    return secondsBetween(this.scheduledAt, this.closedAt);
  }
}
