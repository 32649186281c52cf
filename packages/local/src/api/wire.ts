/**
 * A structure of the SDK as it is on the wire, once validated: required members are present and
 * times are seconds since 1970. An optional member set to undefined is left out of the JSON text.
 */
export type Wire<T> = T extends Date
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Member in keyof T]: Wire<Exclude<T[Member], undefined>> | Omittable<T, Member> }
      : T;

type Omittable<T, Member extends keyof T> = object extends Pick<T, Member> ? undefined : never;

const MILLISECONDS = 1000;

/** Returns a point in time as it is on the wire: seconds since 1970 with up to three decimals. */
export function toTimestamp(milliseconds: number): number {
  return milliseconds / MILLISECONDS;
}

/** Returns a point in time from the wire in milliseconds since 1970, within what can be stored. */
export function fromTimestamp(seconds: number): number {
  const milliseconds = Math.round(seconds * MILLISECONDS);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(milliseconds, Number.MAX_SAFE_INTEGER));
}

/**
 * Returns when a timeout that begins at `from` (milliseconds since 1970) expires; null if it is
 * NONE.
 */
export function dueAfter(from: number, timeout: string): number | null {
  return timeout === 'NONE' ? null : from + Number(timeout) * MILLISECONDS;
}

/**
 * Returns the place of a task among the others of its list; a task without a priority counts as 0.
 */
export function toPriority(taskPriority: string | null | undefined): number {
  return Number(taskPriority ?? 0);
}
