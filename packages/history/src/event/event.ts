import { InvalidArgumentError } from '@swf/settings/errors';
import { type EntityType, nextStates } from '../lifecycles/lifecycles.js';
import type { AttributesOf, EventName } from './attributes.js';
import { definitionOf } from './definition.js';
import { type PayloadField, parseField } from './payload.js';

/** An event as it comes: from the SDK (`Date`), from SWF's JSON (seconds since 1970), or from a file that the SDK's events were written to (ISO 8601). */
export interface RawEvent {
  readonly eventId?: number | undefined;
  readonly eventType?: string | undefined;
  readonly eventTimestamp?: Date | number | string | undefined;
}

const NO_ATTRIBUTES = {};

/**
 * One event of a history, and what it says of which entity. It wraps the raw event without copying it.
 *
 * An event type that is not among SWF's 54 has the type `Unknown` and keeps its raw form. Throws `InvalidArgumentError` where the event has no id or type.
 *
 * @example
 * if (event.is('ActivityTaskFailed')) console.log(event.attributes.reason, event.parse('details'));
 */
export class Event<Name extends EventName = EventName> {
  readonly id: number;
  /** SWF's event type, for example `ActivityTaskScheduled`. */
  readonly name: Name;
  /** The kind of entity it is about. */
  readonly type: EntityType | 'Unknown';
  /** The state that it reports, for example `scheduled`. */
  readonly state: string;
  readonly raw: RawEvent;

  constructor(raw: RawEvent) {
    if (typeof raw?.eventId !== 'number') throw invalid('eventId', 'a number', raw?.eventId);
    if (typeof raw.eventType !== 'string') throw invalid('eventType', 'a string', raw.eventType);
    const definition = definitionOf(raw.eventType);
    this.id = raw.eventId;
    this.name = definition.name as Name;
    this.type = definition.type;
    this.state = definition.state;
    this.raw = raw;
    Object.freeze(this);
  }

  /** When SWF appended it. */
  get timestamp(): Date {
    const { eventTimestamp } = this.raw;
    return typeof eventTimestamp === 'number'
      ? new Date(eventTimestamp * 1000)
      : new Date(eventTimestamp ?? Number.NaN);
  }

  /** The attributes that its type has, as they came: payloads and timeouts are strings here. */
  get attributes(): AttributesOf[Name] {
    const raw = this.raw as Readonly<Record<string, unknown>>;
    return (raw[definitionOf(this.name).attributesKey] ?? NO_ATTRIBUTES) as AttributesOf[Name];
  }

  /** The states that its entity may take next; none where it closes the entity or leaves it as it is. */
  get nextStates(): readonly string[] {
    return nextStates(this.type, this.state);
  }

  /** Whether this is an event of that type; its attributes then have that type's members. */
  is<Known extends EventName>(name: Known): this is Event<Known> {
    return (this.name as string) === name;
  }

  /** What the payload of that name says: its JSON value, or the string itself where it is not JSON; `undefined` where the event has none. */
  parse(field: PayloadField): unknown {
    return parseField(this.attributes, field);
  }

  /** The raw event. */
  toJSON(): RawEvent {
    return this.raw;
  }
}

/** An event of any of SWF's types: comparing its `name` narrows its `attributes`. */
export type AnyEvent = { readonly [Name in EventName]: Event<Name> }[EventName];

function invalid(field: string, expected: string, value: unknown): InvalidArgumentError {
  return new InvalidArgumentError(`${field} of a history event must be ${expected}, not ${String(value)}`);
}
