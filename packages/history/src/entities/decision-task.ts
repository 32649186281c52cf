import { TASK_PRIORITY, TIMEOUT, type Timeout } from '@swf/settings/wire';
import type { AttributesOf } from '../event/attributes.js';
import { Entity, eventNamed, type Facts, outcomeOf, secondsBetween, timeOf } from './entity.js';

/** A decision task: scheduled, started, and completed or timed out. */
export class CompiledDecisionTask extends Entity<'DecisionTask'> {
  /** The id of its `DecisionTaskScheduled` event. */
  readonly scheduledEventId: number;
  /** The id of its `DecisionTaskStarted` event; 0 if it was not started. */
  readonly startedEventId: number;
  /** The id of its `DecisionTaskCompleted` event; 0 if it was not completed. */
  readonly completedEventId: number;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  /** Seconds. */
  readonly startToCloseTimeout: Timeout | undefined;
  /** Seconds. */
  readonly scheduleToStartTimeout: Timeout | undefined;
  /** The identity that the decider gave. */
  readonly identity: string | undefined;
  readonly executionContext: string | undefined;
  /** `START_TO_CLOSE` or `SCHEDULE_TO_START`. */
  readonly timeoutType: string | undefined;
  readonly scheduledAt: Date | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('DecisionTask', facts);
    const { record, events } = facts;
    const scheduling = eventNamed(events, 'DecisionTaskScheduled');
    const scheduled: Partial<AttributesOf['DecisionTaskScheduled']> = scheduling?.attributes ?? {};
    const started = eventNamed(events, 'DecisionTaskStarted');
    const completed = eventNamed(events, 'DecisionTaskCompleted');
    this.scheduledEventId = record.eventId;
    this.startedEventId = started?.id ?? 0;
    this.completedEventId = completed?.id ?? 0;
    this.taskList = scheduled.taskList?.name;
    this.taskPriority = TASK_PRIORITY.parse(scheduled.taskPriority);
    this.startToCloseTimeout = TIMEOUT.parse(scheduled.startToCloseTimeout);
    this.scheduleToStartTimeout = TIMEOUT.parse(scheduled.scheduleToStartTimeout);
    this.identity = started?.attributes.identity;
    this.executionContext = completed?.attributes.executionContext;
    this.timeoutType = outcomeOf(this).timeoutType;
    this.scheduledAt = timeOf(scheduling);
    this.startedAt = timeOf(started);
    Object.freeze(this);
  }

  /** How long it waited for a decider, in seconds; undefined before it is started. */
  get scheduleToStartInSeconds(): number | undefined {
    return secondsBetween(this.scheduledAt, this.startedAt);
  }

  /**
   * How long its decider worked on it, in seconds; undefined unless it was started and has closed.
   */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }
}
