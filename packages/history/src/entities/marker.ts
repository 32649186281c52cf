import { attributesOf, Entity, type Facts, outcomeOf } from './entity.js';

/** A marker: recorded, or refused (`record_failed`). */
export class CompiledMarker extends Entity<'Marker'> {
  readonly markerName: string;
  readonly details: string | undefined;
  /** Why SWF refused to record it. */
  readonly cause: string | undefined;
  readonly recordedAt: Date | undefined;

  constructor(facts: Facts) {
    super('Marker', facts);
    const { record, events } = facts;
    this.markerName = record.key as string;
    this.details = attributesOf(events, 'MarkerRecorded').details;
    this.cause = outcomeOf(this).cause;
    this.recordedAt = this.state === 'recorded' ? this.closedAt : undefined;
    Object.freeze(this);
  }
}
