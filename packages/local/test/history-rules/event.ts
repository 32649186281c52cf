/** An event as SWF answers it: from the SDK (dates) or as parsed JSON (epoch seconds). */
export interface AnsweredEvent {
  readonly eventId?: number | undefined;
  readonly eventTimestamp?: number | Date | undefined;
  readonly eventType?: string | undefined;
}

/** An event with its one attribute structure under a name that does not depend on the type. */
export interface Event {
  readonly id: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** All members of the event that end in `EventAttributes`. */
  readonly attributeMembers: readonly string[];
}

/** A time in an answer: the SDK's dates, JSON's epoch seconds. */
export function milliseconds(time: number | Date | undefined): number {
  return time instanceof Date ? time.getTime() : Math.round((time ?? Number.NaN) * 1000);
}

export function attributesMember(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
}

export function readEvent(answered: AnsweredEvent): Event {
  const members = Object.entries(answered).filter(
    ([member, value]) => member.endsWith('EventAttributes') && value !== undefined,
  );
  const type = answered.eventType ?? '';
  const own = members.find(([member]) => member === attributesMember(type));
  return {
    id: answered.eventId ?? Number.NaN,
    type,
    time: milliseconds(answered.eventTimestamp),
    attributes: (own?.[1] ?? {}) as Readonly<Record<string, unknown>>,
    attributeMembers: members.map(([member]) => member),
  };
}

export function attribute(event: Event | undefined, name: string): unknown {
  return event?.attributes[name];
}

/** A numeric attribute such as `scheduledEventId`; NaN when it is absent. */
export function reference(event: Event, attribute: string): number {
  const value = event.attributes[attribute];
  return typeof value === 'number' ? value : Number.NaN;
}

/** A text attribute such as `activityId` or `cause`; empty when it is absent. */
export function text(event: Event, attribute: string): string {
  const value = event.attributes[attribute];
  return typeof value === 'string' ? value : '';
}

/** A duration attribute in milliseconds; infinite for `NONE` and when it is absent. */
export function duration(event: Event | undefined, attribute: string): number {
  const value = event?.attributes[attribute];
  return typeof value === 'string' && value !== 'NONE' ? Number(value) * 1000 : Number.POSITIVE_INFINITY;
}

/** The name inside a structure attribute such as `taskList`. */
export function nameIn(event: Event, attribute: string): string {
  const value = event.attributes[attribute];
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}
