import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { AttributesOf, EventName } from '../event/attributes.js';
import type { AnyEvent, Event } from '../event/event.js';
import { type PayloadField, parseField } from '../event/payload.js';
import { type EntityType, isState, nextStates, type StateOf } from '../lifecycles/lifecycles.js';
import type { EntityRecord } from './entity-record.js';

/** What a history knows of one entity, for the class of its kind to read. */
export interface Facts {
  readonly record: EntityRecord;
  /** Its events in order, as far as the history goes. */
  readonly events: readonly AnyEvent[];
}

/** The members that name an entity; each kind has one of them at least. */
interface Named {
  readonly activityId?: string;
  readonly timerId?: string;
  readonly workflowId?: string;
  readonly signalName?: string;
  readonly markerName?: string;
  readonly id?: string;
  readonly scheduledEventId?: number;
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** One activity task, timer, child, ... as a history tells it; each attempt is an entity of its own. */
export abstract class Entity<Type extends EntityType = EntityType> {
  readonly type: Type;
  /** Where it is in its lifecycle. */
  readonly state: StateOf[Type];
  /** Whether something may still happen to it. */
  readonly open: boolean;
  /** All its events, in order. */
  readonly events: readonly AnyEvent[];
  /** When it closed; `undefined` while it is open. As every time of an entity, `undefined` also where the event was stripped of it. */
  readonly closedAt: Date | undefined;

  protected constructor(type: Type, { events }: Facts, before?: StateOf[Type]) {
    const latest = events.findLast(({ state }) => isState(type, state));
    this.type = type;
    this.state = (latest?.state ?? before) as StateOf[Type];
    this.open = this.nextStates.length > 0;
    this.events = events;
    this.closedAt = this.open ? undefined : timeOf(latest);
  }

  /** Whether its lifecycle has come to an end. */
  get closed(): boolean {
    return !this.open;
  }

  /** The states that its lifecycle allows next; none when it is closed. */
  get nextStates(): readonly string[] {
    return nextStates(this.type, this.state as string);
  }

  /**
   * Decodes a payload: its JSON value, or the string itself if it is not JSON; undefined if there is none.
   *
   * With a Standard Schema (https://standardschema.dev), validates the value, also a missing one, and returns the
   * schema's output. Without one, the type argument is not checked.
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

  /** Shows what is known, and its events by id and type. */
  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    if (depth < 0) return `[${this}]`;
    const known = Object.entries(this).filter(([name, value]) => name !== 'type' && value !== undefined);
    return `${this.type} ${inspect({ ...Object.fromEntries(known), events: this.events.map(String) }, options)}`;
  }
}

/** What SWF knows an entity by; empty for the execution and for an id that the history does not tell. */
function nameOf(entity: object): string {
  const { activityId, timerId, workflowId, signalName, markerName, id, scheduledEventId } = entity as Named;
  const name = activityId ?? timerId ?? workflowId ?? signalName ?? markerName ?? id ?? scheduledEventId;
  return name === undefined ? '' : String(name);
}

/** The latest of the events that is of that type. */
export function eventNamed<Name extends EventName>(events: readonly AnyEvent[], name: Name): Event<Name> | undefined {
  return events.findLast((event: Event) => event.is(name)) as Event<Name> | undefined;
}

/** The attributes of the latest of the events that is of that type; none where there is no such event. */
export function attributesOf<Name extends EventName>(
  events: readonly AnyEvent[],
  name: Name,
): Partial<AttributesOf[Name]> {
  return eventNamed(events, name)?.attributes ?? {};
}

/** What a closing event may say of how it went. */
export interface Outcome {
  readonly result?: string | undefined;
  readonly reason?: string | undefined;
  readonly details?: string | undefined;
  readonly cause?: string | undefined;
  readonly message?: string | undefined;
  readonly timeoutType?: string | undefined;
}

/** How a closed entity ended; nothing while it is open. */
export function outcomeOf({ open, type, events }: Pick<Entity, 'open' | 'type' | 'events'>): Outcome {
  if (open) return {};
  return (events.findLast(({ state }) => isState(type, state))?.attributes ?? {}) as Outcome;
}

/** Returns the tags that the attributes hold. SWF has been seen to return null for a tag that was null. */
export function tagsOf({ tagList }: { readonly tagList?: readonly string[] | undefined }): readonly string[] {
  return Object.freeze(Array.isArray(tagList) ? tagList.filter((tag) => typeof tag === 'string') : []);
}

/** When SWF appended the event; `undefined` where there is no event, or it tells no time. */
export function timeOf(event: AnyEvent | undefined): Date | undefined {
  const time = event?.timestamp;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}

/** The seconds between two instants, to the millisecond; `undefined` where one of them is not known. */
export function secondsBetween(from: Date | undefined, to: Date | undefined): number | undefined {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : undefined;
}
