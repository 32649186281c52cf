import type { StandardSchemaV1 } from '@standard-schema/spec';
import { INSPECT, type InspectArguments, parseMilliseconds, printed } from '@swf/settings/wire';
import type { EntityRecord } from '../compiler/entity-records.js';
import type { AttributesOf, EventName } from '../event/attributes.js';
import type { AnyEvent, Event } from '../event/event.js';
import { type PayloadField, parseField } from '../event/payload.js';
import type { RawEvent } from '../event/raw-event.js';
import { type EntityType, isState, nextStates, type StateOf } from '../lifecycles.js';

/** The arguments of an entity's constructor. */
export interface Facts {
  readonly record: EntityRecord;
  /** Its events in this history, in order. */
  readonly events: readonly AnyEvent[];
}

/** The members that name an entity. */
interface Named {
  readonly activityId?: string;
  readonly timerId?: string;
  readonly workflowId?: string;
  readonly signalName?: string;
  readonly markerName?: string;
  readonly id?: string;
  readonly scheduledEventId?: number;
}

/** An activity task, timer, child, ... of a history; each attempt is an entity of its own. */
export abstract class Entity<Type extends EntityType = EntityType> {
  readonly type: Type;
  /** Its state in its lifecycle. */
  readonly state: StateOf[Type];
  /** Whether it may still change. */
  readonly open: boolean;
  /** All its events, in order. */
  readonly events: readonly AnyEvent[];
  /**
   * When it closed; undefined while it is open. Like all times, undefined if the event has none.
   */
  readonly closedAt: Date | undefined;

  protected constructor(type: Type, { events }: Facts, before?: StateOf[Type]) {
    const latest = latestChange(type, events);
    this.type = type;
    this.state = (latest?.state ?? before) as StateOf[Type];
    this.open = this.nextStates.length > 0;
    this.events = events;
    this.closedAt = this.open ? undefined : timeOf(latest);
  }

  /** Whether it is in a final state. */
  get closed(): boolean {
    return !this.open;
  }

  /** The states that its lifecycle allows next; empty if it is closed. */
  get nextStates(): readonly string[] {
    return nextStates(this.type, this.state as string);
  }

  /**
   * Decodes a payload: its JSON value, or the string itself if it is not JSON; undefined if there
   * is none.
   *
   * With a Standard Schema (https://standardschema.dev), validates the value, also a missing one,
   * and returns the schema's output. Without one, the type argument is not checked.
   *
   * @throws `InvalidArgumentError` if the value does not match the schema.
   */
  parse<Value = unknown>(field: PayloadField): Value | undefined;
  parse<Output>(field: PayloadField, schema: StandardSchemaV1<unknown, Output>): Output;
  parse<Output>(field: PayloadField, schema?: StandardSchemaV1<unknown, Output>): Output | undefined {
    return parseField(this, field, schema);
  }

  /** Returns its kind, name and state, for example `Timer "patience": started`. */
  toString(): string {
    const name = nameOf(this);
    return `${this.type}${name === '' ? '' : ` "${name}"`}: ${String(this.state)}`;
  }

  /** Shows the known members, and its events by id and type. */
  [INSPECT](...args: InspectArguments): string {
    const known = Object.entries(this).filter(([name, value]) => name !== 'type' && value !== undefined);
    const members = { ...Object.fromEntries(known), events: this.events.map(String) };
    return printed(args, { title: this.type, members, short: this.toString() });
  }
}

/** Returns the id or name of an entity; empty if it has none, or none is known. */
function nameOf(entity: object): string {
  const { activityId, timerId, workflowId, signalName, markerName, id, scheduledEventId } = entity as Named;
  const name = activityId ?? timerId ?? workflowId ?? signalName ?? markerName ?? id ?? scheduledEventId;
  return name === undefined ? '' : String(name);
}

/** Returns the latest event of that type. A loop, because each entity looks for several. */
export function eventNamed<Name extends EventName>(events: readonly AnyEvent[], name: Name): Event<Name> | undefined {
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index] as Event;
    if (event.name === name) return event as Event<Name>;
  }
  return undefined;
}

/** Returns the latest event that reports a state of its entity. */
function latestChange(type: EntityType, events: readonly AnyEvent[]): AnyEvent | undefined {
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index] as AnyEvent;
    if (isState(type, event.state)) return event;
  }
  return undefined;
}

const NONE = Object.freeze({});

/** Returns the attributes of the latest event of that type; empty if there is none. */
export function attributesOf<Name extends EventName>(
  events: readonly AnyEvent[],
  name: Name,
): Partial<AttributesOf[Name]> {
  return eventNamed(events, name)?.attributes ?? NONE;
}

/** The attributes of closing events that describe the outcome. */
export interface Outcome {
  readonly result?: string | undefined;
  readonly reason?: string | undefined;
  readonly details?: string | undefined;
  readonly cause?: string | undefined;
  readonly message?: string | undefined;
  readonly timeoutType?: string | undefined;
}

/** Returns the outcome of a closed entity; empty while it is open. */
export function outcomeOf({ open, type, events }: Pick<Entity, 'open' | 'type' | 'events'>): Outcome {
  return open ? NONE : ((latestChange(type, events)?.attributes ?? NONE) as Outcome);
}

/**
 * Returns the tags that the attributes hold. SWF has been seen to return null for a tag that was
 * null.
 */
export function tagsOf({ tagList }: { readonly tagList?: readonly string[] | undefined }): readonly string[] {
  return Object.freeze(Array.isArray(tagList) ? tagList.filter((tag) => typeof tag === 'string') : []);
}

/** Returns the time of the event; undefined if there is no event or it has no time. */
export function timeOf(event: AnyEvent | undefined): Date | undefined {
  return instantOf(event?.raw);
}

/** Returns the time of the raw event; undefined if there is no event or it has no time. */
export function instantOf(raw: RawEvent | undefined): Date | undefined {
  const time = parseMilliseconds(raw?.eventTimestamp);
  return time === undefined || Number.isNaN(time) ? undefined : new Date(time);
}

/** Returns the seconds between two instants, to the millisecond; undefined if one is missing. */
export function secondsBetween(from: Date | undefined, to: Date | undefined): number | undefined {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : undefined;
}
