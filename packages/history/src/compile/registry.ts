import type { Event } from '../event/event.js';
import type { EntityType } from '../lifecycles/lifecycles.js';
import { type Key, Slot } from './slot.js';

/** All entities of one kind while a history is compiled. */
export class Registry {
  readonly type: EntityType;
  /** In the order in which they began. */
  readonly slots: Slot[] = [];
  /** The latest attempt of each key, in the order in which the keys appeared; an entity whose key is not known stands under its own record. */
  readonly latest = new Map<Key | Slot, Slot>();
  readonly open = new Set<Slot>();

  /** SWF refuses to begin another one of the same key while one is open; a refusal is not an attempt that was begun. */
  readonly exclusive: boolean;

  constructor(type: EntityType) {
    this.type = type;
    this.exclusive = type === 'ActivityTask' || type === 'Timer';
  }

  /** Adds an entity that begins with this event. */
  begin(
    event: Event,
    key: Key | undefined,
    eventId: number,
    decisionTaskCompletedEventId: number,
    partial = false,
  ): Slot {
    const previous = key === undefined ? undefined : this.latest.get(key);
    const slot = new Slot(this.type, key, eventId, decisionTaskCompletedEventId, previous, partial);
    slot.events.push(event);
    slot.state = event.state;
    this.slots.push(slot);
    this.latest.set(key ?? slot, slot);
    this.open.add(slot);
    return slot;
  }

  /** The open attempt of a key. */
  openAttempt(key: Key): Slot | undefined {
    let slot = this.latest.get(key);
    while (slot?.closed) slot = slot.previous;
    return slot;
  }

  close(slot: Slot): void {
    slot.closed = true;
    this.open.delete(slot);
  }
}
