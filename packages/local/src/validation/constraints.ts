import { Fault } from '../api/fault.js';

const LONGEST_VALUE_SHOWN = 4096;
/** More are only counted: a request of 1 MB can break 350,000, and the list would be 39 MB. */
const MOST_LISTED = 20;

/** Collects the constraints that a request breaks, so that they are reported all at once. */
export class Constraints {
  readonly #listed: string[] = [];
  #count = 0;

  /** Notes that the value at `path` breaks `constraint`. */
  broken(value: unknown, path: string, constraint: string): void {
    this.#count++;
    if (this.#count > MOST_LISTED) return;
    this.#listed.push(`Value ${show(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  /** Throws `ValidationException` in the service's own form if anything was broken. */
  check(): void {
    const count = this.#count;
    if (count === 0) return;
    const more = count > MOST_LISTED ? `; and ${count - MOST_LISTED} more` : '';
    throw new Fault(
      'ValidationException',
      `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#listed.join('; ')}${more}`,
    );
  }
}

function show(value: unknown): string {
  if (value === null) return 'null';
  const text = Array.isArray(value) ? `[${value.slice(0, LONGEST_VALUE_SHOWN).join(', ')}]` : String(value);
  return `'${text.length > LONGEST_VALUE_SHOWN ? `${text.slice(0, LONGEST_VALUE_SHOWN)}...` : text}'`;
}

/** The fault for a value of another JSON type than its shape is written as. */
export function wrongType(value: unknown, expected: string): Fault {
  return new Fault('SerializationException', `${kindOf(value)} can not be converted to ${expected}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'ARRAY_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return `${(typeof value).toUpperCase()}_VALUE`;
}
