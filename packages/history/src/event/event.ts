import type { StandardSchemaV1 } from '@standard-schema/spec';
import { INSPECT, type InspectArguments, parseTimestamp, printed } from '@swf/settings/wire';
import { type EventState, nextStates } from '../lifecycles.js';
import { type AttributesOf, attributesIn, type EventName } from './attributes.js';
import { definitionOf } from './definition.js';
import type { TypeOf } from './event-types.js';
import { type PayloadField, parseField } from './payload.js';
import { isIdentified, type RawEvent, refuseUnidentified } from './raw-event.js';

/**
 * One event of a history. It wraps the raw event without copying or freezing it, which must not
 * change afterward.
 *
 * An event type that is not among SWF's 54 has the type `Unknown` and keeps its raw form.
 *
 * @throws `InvalidArgumentError` if the event has no id or no type.
 *
 * @example
 * if (event.is('ActivityTaskFailed')) console.log(event.attributes.reason, event.parse('details'));
 */
export class Event<Name extends EventName = EventName> {
  /** Its number in the history, from 1. */
  readonly id: number;
  /** SWF's event type, for example `ActivityTaskScheduled`. */
  readonly name: Name;
  /** The kind of entity that it is about. */
  readonly type: TypeOf<Name> | 'Unknown';
  /** The state that it reports, for example `scheduled`. */
  readonly state: EventState;
  /** The event as it was given, shared with the caller: copy it to change it. */
  readonly raw: RawEvent;

  constructor(raw: RawEvent) {
    if (!isIdentified(raw)) refuseUnidentified(raw, 'event');
    const definition = definitionOf(raw.eventType);
    this.id = raw.eventId;
    this.name = definition.name as Name;
    this.type = definition.type as TypeOf<Name> | 'Unknown';
    this.state = definition.state as EventState;
    this.raw = raw;
    // A subclass may add fields.
    if (new.target === Event) Object.freeze(this);
  }

  /**
   * When SWF appended it; an Invalid Date if the raw event has no time, or none that can be read.
   */
  get timestamp(): Date {
    return parseTimestamp(this.raw.eventTimestamp) ?? new Date(Number.NaN);
  }

  /**
   * The attributes of its type, as they were given: payloads and timeouts are strings. `null` is
   * absent.
   */
  get attributes(): AttributesOf[Name] {
    return attributesIn(this.raw, definitionOf(this.name).attributesKey) as AttributesOf[Name];
  }

  /**
   * The states that its entity may take next; empty if it closes the entity or leaves its state as
   * it is.
   */
  get nextStates(): readonly string[] {
    return nextStates(this.type, this.state);
  }

  /** Whether this is an event of that type; narrows `attributes`. */
  is<Known extends EventName>(name: Known): this is Event<Known> {
    return (this.name as string) === name;
  }

  /**
   * Decodes a payload: its JSON value, or the string itself if it is not JSON; undefined if there
   * is none.
   *
   * With a Standard Schema (https://standardschema.dev), validates the value, also a missing one,
   * and returns the schema's output. Without one, the type argument is not checked.
   *
   * @throws `InvalidArgumentError` if the value does not match the schema.
   * @example
   * const { sku } = event.parse('input', orderSchema);
   */
  parse<Value = unknown>(field: PayloadField): Value | undefined;
  parse<Output>(field: PayloadField, schema: StandardSchemaV1<unknown, Output>): Output;
  parse<Output>(field: PayloadField, schema?: StandardSchemaV1<unknown, Output>): Output | undefined {
    return parseField(this.attributes, field, schema);
  }

  /** Returns the raw event. */
  toJSON(): RawEvent {
    return this.raw;
  }

  /** Returns the id and the type, for example `Event 5 (TimerFired)`. */
  toString(): string {
    return `Event ${this.id} (${this.name})`;
  }

  [INSPECT](...args: InspectArguments): string {
    return printed(args, { title: this.toString(), members: this.attributes });
  }
}

/** An event of any of SWF's types: comparing its `name` narrows its `attributes`. */
export type AnyEvent = EventOf<EventName>;

/** An event of one of those types. */
export type EventOf<Name extends EventName> = { readonly [Each in Name]: Event<Each> }[Name];
