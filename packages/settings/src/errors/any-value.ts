/**
 * Returns what any thrown value says: the message of an error, or a primitive value as text.
 * Unlike `String`, it does not throw, for whatever it is given.
 *
 * @example
 * try {
 *   JSON.parse(text);
 * } catch (error) {
 *   console.error(`not JSON: ${messageOf(error)}`);
 * }
 */
export function messageOf(thrown: unknown): string {
  try {
    // Not `instanceof`: an error can come from another realm, such as a `node:vm` context.
    const value = Object(thrown) as { readonly message?: unknown };
    if (typeof value.message === 'string') return value.message;
    return value === thrown ? 'an object' : String(thrown);
  } catch {
    // Such as a revoked proxy.
    return 'an object';
  }
}

/**
 * Returns whether a value is an object with that member, its own or inherited. Unlike `in`, it
 * never throws.
 *
 * @example
 * const MARK = Symbol.for('my-library/failure');
 * isMarked({ [MARK]: true }, MARK); // true
 */
export function isMarked(value: unknown, mark: symbol): boolean {
  try {
    return typeof value === 'object' && value !== null && mark in value;
  } catch {
    // Such as a revoked proxy.
    return false;
  }
}

/**
 * Returns a thrown value if it is an `Error`, or else undefined. Unlike `instanceof`, it never
 * throws.
 *
 * @example
 * asError(new RangeError('too long'))?.name; // 'RangeError'
 */
export function asError(thrown: unknown): Error | undefined {
  try {
    return thrown instanceof Error ? thrown : undefined;
  } catch {
    // Such as a revoked proxy.
    return undefined;
  }
}
