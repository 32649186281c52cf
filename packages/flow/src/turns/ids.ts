import { InvalidArgumentError } from '@swf/settings/errors';
import { LIMITS, NAME } from '@swf/settings/wire';
import { globals } from '../extent/globals.js';

// SWF allows neither in ids, nor control characters. `$` first is reserved for the engine.
const FORBIDDEN = /^\$|[:/|%\p{Cc}]/gu;

/**
 * Numbers the calls of a run: the n-th call of a name in a scope has the same id in every replay.
 */
export class Ids {
  readonly #counts = new Map<string, number>();
  readonly #open = new Set<string>();

  /** The id of the next call of that name in that scope: `<scope path><name>-<n>`. */
  next(path: string, name: string): string {
    const base = `${path}${name}`;
    const count = (this.#counts.get(base) ?? 0) + 1;
    this.#counts.set(base, count);
    return shorten(`${encode(base)}-${count}`);
  }

  /**
   * Begins a call that takes an id for as long as it is open; one that cannot begin leaves it free.
   *
   * @throws `InvalidArgumentError` if a call with the id is open; what `begin` throws
   */
  open<Call>(kind: string, id: string, begin: () => Call): Call {
    const key = `${kind}:${id}`;
    if (this.#open.has(key))
      throw new InvalidArgumentError(`id must be unlike that of every open ${kind}, got "${id}"`);
    this.#open.add(key);
    try {
      return begin();
    } catch (error) {
      this.#open.delete(key);
      throw error;
    }
  }

  close(kind: string, id: string): void {
    this.#open.delete(`${kind}:${id}`);
  }
}

/** The id given with a call, if SWF takes it and the engine has not reserved it. */
export function checkId(id: string): string {
  NAME.check('id', id);
  if (id.startsWith('$')) throw new InvalidArgumentError(`id must not begin with "$", which is reserved, got "${id}"`);
  return id;
}

function encode(text: string): string {
  return text.replaceAll(FORBIDDEN, (character) => globals.encodeURIComponent(character));
}

/** The id of what belongs to a call, such as the timer before its next try: `<id><suffix>`. */
export function derivedId(id: string, suffix: string): string {
  return shorten(id, LIMITS.activityId - suffix.length) + suffix;
}

/** Replaces the end of an id that is too long for SWF by a hash of the whole. */
export function shorten(id: string, length: number = LIMITS.activityId): string {
  if (id.length <= length) return id;
  const hash = hexHashOf(id);
  return `${id.slice(0, length - hash.length - 1)}-${hash}`;
}

/** The hash of a text, as 8 hexadecimal digits (FNV-1a): the same for the same text, everywhere. */
export function hexHashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
