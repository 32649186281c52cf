import { type EntityType, nextStates } from '../lifecycles/lifecycles.js';
import type { AttributesOf, EventName } from './attributes.js';
import { definitionOf } from './definition.js';
import { type PayloadField, parseField } from './payload.js';
import { isIdentified, type RawEvent, refuseUnidentified } from './raw-event.js';

const NO_ATTRIBUTES = /* @__PURE__ */ Object.freeze({});

/**
 * One event of a history, and what it says of which entity. It wraps the raw event without copying it.
 *
 * An event type that is not among SWF's 54 has the type `Unknown` and keeps its raw form. Throws `InvalidArgumentError` where the event has no id or type.
 *
 * @example
 * if (event.is('ActivityTaskFailed')) console.log(event.attributes.reason, event.parse('details'));
 */
export class Event<Name extends EventName = EventName> {
  /** Its number in the history, from 1. */
  readonly id: number;
  /** SWF's event type, for example `ActivityTaskScheduled`. */
  readonly name: Name;
  /** The kind of entity it is about. */
  readonly type: EntityType | 'Unknown';
  /** The state that it reports, for example `scheduled`. */
  readonly state: string;
  /** The event as it came. */
  readonly raw: RawEvent;

  constructor(raw: RawEvent) {
    if (!isIdentified(raw)) refuseUnidentified(raw, 'event');
    const definition = definitionOf(raw.eventType);
    this.id = raw.eventId;
    this.name = definition.name as Name;
    this.type = definition.type;
    this.state = definition.state;
    this.raw = raw;
    Object.freeze(this);
  }

  /** When SWF appended it; an invalid date where the raw event tells no time. */
  get timestamp(): Date {
    const { eventTimestamp } = this.raw;
    if (typeof eventTimestamp === 'number') return new Date(eventTimestamp * 1000);
    // A test runner may have another `Date` than the SDK.
    const isDate = Object.prototype.toString.call(eventTimestamp) === '[object Date]';
    return new Date(isDate || typeof eventTimestamp === 'string' ? (eventTimestamp as Date | string) : Number.NaN);
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
