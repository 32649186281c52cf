import type { EntityRecord, Key } from '../compiler/entity-records.js';
import type { EventChains } from '../compiler/event-chains.js';
import { type Definition, definitionOf } from '../event/definition.js';
import type { IdentifiedEvent } from '../event/raw-event.js';
import { instantOf } from './entity.js';

/** When an attempt began, was started and closed, without all else that is known of it. */
export interface Outline<Id extends Key = Key> {
  /** Its id or name; undefined if the history begins after the event that has it. */
  readonly key: Id | undefined;
  readonly state: string;
  /** Whether it may still change. */
  readonly open: boolean;
  /** The id of its first event in this history. */
  readonly eventId: number;
  /** The time of its first event in this history. */
  readonly beganAt: Date | undefined;
  /** When it was started; undefined before that, and of what is never started. */
  readonly startedAt: Date | undefined;
  /** When it closed; undefined while it is open. */
  readonly closedAt: Date | undefined;
}

/** Returns the outline of a record as of its event at that position; creates no other object. */
export function outlineOf(record: EntityRecord, chains: EventChains, latest: number): Outline {
  let first: IdentifiedEvent | undefined;
  let started: IdentifiedEvent | undefined;
  let changed: IdentifiedEvent | undefined;
  let change: Definition | undefined;
  for (let position = latest; position >= 0; position = chains.before(position)) {
    first = chains.rawAt(position);
    const definition = definitionOf(first.eventType);
    if (definition.state === 'started') started ??= first;
    if (change === undefined && definition.role !== 'notes') {
      change = definition;
      changed = first;
    }
  }
  const open = change !== undefined && !change.closes;
  return {
    key: record.key,
    state: change?.state as string,
    open,
    eventId: first?.eventId as number,
    beganAt: instantOf(first),
    startedAt: instantOf(started),
    closedAt: open ? undefined : instantOf(changed),
  };
}
