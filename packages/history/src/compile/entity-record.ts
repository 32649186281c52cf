import type { Definition } from '../event/definition.js';

/** The id of an entity, or the id of its first event if it has no other. */
export type Key = string | number;

/**
 * What the compiler knows about one entity.
 *
 * Events are only added, so a shorter history ignores those after its end. They are linked in
 * `EventChains`, because an array for each entity would cost more than everything else.
 */
export class EntityRecord {
  /** The definition of the event that set its state; undefined before the first. */
  definition: Definition | undefined = undefined;
  startedEventId = 0;
  /** The position of its latest event in the log; -1 before there is one. */
  latest = -1;
  /** Its index among the open ones of its kind; -1 if it is closed. */
  openAt = -1;
  /** The previous attempt under the same key. */
  previous: EntityRecord | undefined = undefined;
  /** The entity as last made, to be reused while it does not change. */
  entity: object | undefined = undefined;
  /** Undefined if the history begins after the event that names it. */
  readonly key: Key | undefined;
  /** The id of its first event. */
  readonly eventId: number;
  /** The position of its first event in the log. */
  readonly first: number;
  /** Whether the history begins after its first event. */
  readonly partial: boolean;

  constructor(key: Key | undefined, eventId: number, first: number, partial: boolean) {
    this.key = key;
    this.eventId = eventId;
    this.first = first;
    this.partial = partial;
  }
}
