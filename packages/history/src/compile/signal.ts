import { attributesOf, Entity, type Facts } from './entity.js';
import { type Origin, originOf } from './origin.js';

/** A signal that the execution received. */
export class Signal extends Entity<'Signal'> {
  readonly signalName: string;
  readonly input: string | undefined;
  readonly origin: Origin;
  /** The id of its `WorkflowExecutionSignaled` event. */
  readonly signaledEventId: number;
  readonly signaledAt: Date | undefined;

  constructor(facts: Facts) {
    super('Signal', facts);
    const { record, events } = facts;
    const signaled = attributesOf(events, 'WorkflowExecutionSignaled');
    this.signalName = record.key as string;
    this.input = signaled.input;
    this.origin = originOf(signaled);
    this.signaledEventId = record.eventId;
    this.signaledAt = this.closedAt;
    Object.freeze(this);
  }
}
