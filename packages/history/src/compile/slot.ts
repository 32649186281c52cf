import type { Event } from '../event/event.js';
import type { EntityType } from '../lifecycles/lifecycles.js';

/** What an entity is known by: its id, or the id of the event it began with where that is its only name. */
export type Key = string | number;

/**
 * The growing record of one entity while a history is compiled.
 *
 * Events are only ever added, so every shorter history sees its own state in it by leaving out the events after its last one.
 */
export class Slot {
  readonly events: Event[] = [];
  state = '';
  closed = false;
  startedEventId = 0;
  cancelRequestedEventId = 0;
  /** The entity made of the first `seen` events, kept because most entities do not change between two histories. */
  entity: object | undefined;
  seen = 0;
  readonly type: EntityType;
  /** Absent where the history begins after the event that names it. */
  readonly key: Key | undefined;
  /** The event it began with. */
  readonly eventId: number;
  readonly decisionTaskCompletedEventId: number;
  /** The attempt before it under the same key. */
  readonly previous: Slot | undefined;
  /** Nothing is known of how it began, because the history begins later. */
  readonly partial: boolean;

  constructor(
    type: EntityType,
    key: Key | undefined,
    eventId: number,
    decisionTaskCompletedEventId: number,
    previous: Slot | undefined,
    partial: boolean,
  ) {
    this.type = type;
    this.key = key;
    this.eventId = eventId;
    this.decisionTaskCompletedEventId = decisionTaskCompletedEventId;
    this.previous = previous;
    this.partial = partial;
  }

  /** Whether a history that ends with that event knows of it. */
  existsAt(lastEventId: number): boolean {
    const first = this.events[0];
    return first !== undefined && first.id <= lastEventId;
  }

  /** How many of its events a history holds that ends with that event. */
  countAt(lastEventId: number): number {
    let count = this.events.length;
    while (count > 0 && (this.events[count - 1] as Event).id > lastEventId) count--;
    return count;
  }
}
