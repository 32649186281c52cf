/**
 * A validated SDK structure in its wire format: required members are present, and times are seconds
 * since 1970. `JSON.stringify` omits optional members that are undefined.
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

/** Converts milliseconds since 1970 to the wire format: seconds, with up to three decimals. */
export function toTimestamp(milliseconds: number): number {
  return milliseconds / MILLISECONDS;
}

/** Converts a time in its wire format to milliseconds since 1970, clamped to safe integers. */
export function fromTimestamp(seconds: number): number {
  const milliseconds = Math.round(seconds * MILLISECONDS);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(milliseconds, Number.MAX_SAFE_INTEGER));
}

/**
 * Returns when a timeout that starts at `from` expires, both in milliseconds since 1970; null if it
 * is NONE.
 */
export function dueAfter(from: number, timeout: string): number | null {
  return timeout === 'NONE' ? null : from + Number(timeout) * MILLISECONDS;
}

/** Returns a task priority as a number; 0 if there is none. */
export function toPriority(taskPriority: string | null | undefined): number {
  return Number(taskPriority ?? 0);
}
