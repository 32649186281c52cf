import { Fault } from '../api/fault.js';

const LONGEST_VALUE_SHOWN = 4096;
/** The rest is only counted: a request of 1 MB can break 350,000, whose list would take 39 MB. */
const MOST_LISTED = 20;

/** Collects the constraints that a request breaks, to report them together. */
export class Constraints {
  readonly #listed: string[] = [];
  #count = 0;

  /** Records that the value at `path` breaks `constraint`. */
  broken(value: unknown, path: string, constraint: string): void {
    this.#count++;
    if (this.#count > MOST_LISTED) return;
    this.#listed.push(`Value ${show(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  /** @throws {@link Fault} ValidationException if a constraint was broken. */
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

/** Returns the fault for a value of the wrong JSON type. */
export function wrongType(value: unknown, expected: string): Fault {
  return new Fault('SerializationException', `${kindOf(value)} can not be converted to ${expected}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'ARRAY_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return `${(typeof value).toUpperCase()}_VALUE`;
}
