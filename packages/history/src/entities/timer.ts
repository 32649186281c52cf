import { TIMEOUT, type Timeout } from '@swf/settings/wire';
import { attributesOf, Entity, eventNamed, type Facts, outcomeOf, secondsBetween, timeOf } from './entity.js';

/** An attempt of a timer: started, then fired or canceled, or refused (`start_failed`). */
export class CompiledTimer extends Entity<'Timer'> {
  readonly timerId: string;
  /** The id of its `TimerStarted` event; 0 if SWF refused to start it. */
  readonly startedEventId: number;
  /** Seconds. */
  readonly startToFireTimeout: Timeout | undefined;
  readonly control: string | undefined;
  /** Why SWF refused to start it. */
  readonly cause: string | undefined;
  readonly startedAt: Date | undefined;

  constructor(facts: Facts) {
    super('Timer', facts);
    const { record, events } = facts;
    const started = attributesOf(events, 'TimerStarted');
    this.timerId = record.key as string;
    this.startedEventId = this.state === 'start_failed' ? 0 : record.eventId;
    this.startToFireTimeout = TIMEOUT.parse(started.startToFireTimeout);
    this.control = started.control;
    this.cause = outcomeOf(this).cause;
    this.startedAt = timeOf(eventNamed(events, 'TimerStarted'));
    Object.freeze(this);
  }

  /** How long it ran, in seconds; undefined while it is open. */
  get startToCloseInSeconds(): number | undefined {
    return secondsBetween(this.startedAt, this.closedAt);
  }

  /** When it is due; undefined if the history does not say when it was started. */
  get firesAt(): Date | undefined {
    const { startedAt, startToFireTimeout } = this;
    if (startedAt === undefined || typeof startToFireTimeout !== 'number') return undefined;
    return new Date(startedAt.getTime() + startToFireTimeout * 1000);
  }
}
