import { Fault } from '../api/fault.js';

const LONGEST_VALUE_SHOWN = 4096;

/** Collects the constraints that a request breaks, so that they are reported all at once. */
export class Constraints {
  readonly #broken: string[] = [];

  /** Notes that the value at `path` breaks `constraint`. */
  broken(value: unknown, path: string, constraint: string): void {
    this.#broken.push(`Value ${show(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  /** Throws `ValidationException` in the service's own form if anything was broken. */
  check(): void {
    const count = this.#broken.length;
    if (count === 0) return;
    throw new Fault(
      'ValidationException',
      `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#broken.join('; ')}`,
    );
  }
}

function show(value: unknown): string {
  if (value === null) return 'null';
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
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
