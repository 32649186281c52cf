import { TIMEOUT, type Timeout } from '@swf/settings/wire';
import { attributesOf, Entity, eventNamed, type Facts, outcomeOf, secondsBetween, timeOf } from './entity.js';

/**
 * A call of a Lambda function: scheduled, started and closed, or refused (`schedule_failed`,
 * `start_failed`).
 */
export class CompiledLambdaFunction extends Entity<'LambdaFunction'> {
  /** Its id; empty if the history begins after it was scheduled. */
  readonly id: string;
  /** The function's name or ARN. */
  readonly name: string | undefined;
  readonly input: string | undefined;
  readonly control: string | undefined;
  /** Seconds. */
  readonly startToCloseTimeout: Timeout | undefined;
  /** The id of its `LambdaFunctionScheduled` event; 0 if SWF refused to schedule it. */
  readonly scheduledEventId: number;
  /** The id of its `LambdaFunctionStarted` event; 0 if it was not started. */
  readonly startedEventId: number;
  readonly result: string | undefined;
  readonly reason: string | undefined;
  readonly details: string | undefined;
  /** Why SWF refused to schedule or start it. */
  readonly cause: string | undefined;
  /** SWF's message for a failed start. */
  readonly message: string | undefined;
  /** `START_TO_CLOSE`. */
  readonly timeoutType: string | undefined;
  readonly scheduledAt: Date | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('LambdaFunction', facts);
    const { record, events } = facts;
    const scheduled = attributesOf(events, 'LambdaFunctionScheduled');
    const started = eventNamed(events, 'LambdaFunctionStarted');
    const outcome = outcomeOf(this);
    this.id = typeof record.key === 'string' ? record.key : '';
    this.name = scheduled.name ?? attributesOf(events, 'ScheduleLambdaFunctionFailed').name;
    this.input = scheduled.input;
    this.control = scheduled.control;
    this.startToCloseTimeout = TIMEOUT.parse(scheduled.startToCloseTimeout);
    this.scheduledEventId = this.state === 'schedule_failed' ? 0 : record.eventId;
    this.startedEventId = started?.id ?? 0;
    this.result = outcome.result;
    this.reason = outcome.reason;
    this.details = outcome.details;
    this.cause = outcome.cause;
    this.message = outcome.message;
    this.timeoutType = outcome.timeoutType;
    this.scheduledAt = timeOf(eventNamed(events, 'LambdaFunctionScheduled'));
    this.startedAt = timeOf(started);
    Object.freeze(this);
  }

  /** How long the function ran, in seconds; undefined unless it was started and has closed. */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }
}
