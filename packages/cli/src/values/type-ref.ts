import { usageError } from '../failures.js';

/**
 * Returns the type of `NAME@VERSION`; the last `@` separates.
 *
 * @throws `CommandError` if one of them is missing.
 */
export function parseTypeRef(text: string): { readonly name: string; readonly version: string } {
  const at = text.lastIndexOf('@');
  if (at > 0 && at < text.length - 1) return { name: text.slice(0, at), version: text.slice(at + 1) };
  throw usageError(`a type must be NAME@VERSION, got ${text}`);
}
