import type { EventType, HistoryEvent } from '@aws-sdk/client-swf';

/**
 * A structure of the SDK as it is on the wire once it was validated: what is required is there, times are seconds since 1970.
 * An optional member may be set to undefined, which leaves it out of the JSON text.
 */
export type Wire<T> = T extends Date
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Member in keyof T]: Wire<Exclude<T[Member], undefined>> | Omittable<T, Member> }
      : T;

type Omittable<T, Member extends keyof T> = object extends Pick<T, Member> ? undefined : never;

/** The name of an event's attribute member. */
type AttributesName<Type extends EventType> = `${Uncapitalize<Type>}EventAttributes`;

/** The attributes of a type of event. */
export type EventAttributes<Type extends EventType> = Wire<NonNullable<HistoryEvent[AttributesName<Type>]>>;
