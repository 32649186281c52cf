import type { Definition } from '../event/definition.js';

/** What an entity is known by: its id, or the id of the event it began with where that is its only name. */
export type Key = string | number;

/**
 * The growing record of one entity while a history is compiled.
 *
 * Events are only ever added, so every shorter history sees its own state in it by leaving out the events after its end. They are chained by
 * their positions in the log (`EventChains`): an array for each entity would cost more than all the rest.
 */
export class EntityRecord {
  /** The definition of the event that gave it its state; `undefined` before the first. */
  definition: Definition | undefined = undefined;
  startedEventId = 0;
  /** The position of its latest event in the log; -1 before there is one. */
  latest = -1;
  /** Its place among the open ones of its kind; -1 when it is closed. */
  openAt = -1;
  /** The attempt before it under the same key. */
  previous: EntityRecord | undefined = undefined;
  /** The entity as it was made last: most do not change between two histories. */
  entity: object | undefined = undefined;
  /** Absent where the history begins after the event that names it. */
  readonly key: Key | undefined;
  /** The event it began with. */
  readonly eventId: number;
  /** The position of the first event that the log has of it. */
  readonly first: number;
  /** Nothing is known of how it began, because the history begins later. */
  readonly partial: boolean;

  constructor(key: Key | undefined, eventId: number, first: number, partial: boolean) {
    this.key = key;
    this.eventId = eventId;
    this.first = first;
    this.partial = partial;
  }
}
