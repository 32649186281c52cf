/**
 * Returns what any thrown value says: the message of an error, or the value as text. Never throws,
 * unlike `String(value)` for objects without a prototype.
 *
 * @example
 * try {
 *   JSON.parse(text);
 * } catch (error) {
 *   console.error(`not JSON: ${messageOf(error)}`);
 * }
 */
export function messageOf(thrown: unknown): string {
  // Not `instanceof`: an error can come from another realm, such as a worker or a `node:vm` context.
  const { message }: { message?: unknown } = Object(thrown);
  if (typeof message === 'string') return message;
  return Object(thrown) === thrown ? Object.prototype.toString.call(thrown) : String(thrown);
}
