import { truncate } from './truncate.js';

const MAX_DEPTH = 8;
const MAX_NODES = 2000;
// Of a string, and of the message or stack of the outermost error.
const MAX_LENGTH = 2048;
const MAX_OUTERMOST_LENGTH = 8192;
const TRUNCATED = '[truncated]';
// Room for closing brackets, and for marks of what is left out.
const RESERVE = 512;

const HEADLINE_FIELDS = ['name', 'message', 'stack', 'code', 'retryable'];
const OTHER_FIELDS = ['reason', 'details', 'cause', 'errors', 'failures'];

/**
 * Writes any value as JSON of bounded length, in bounded time.
 *
 * The name, message, stack and code of an error come first; its causes and all else share the rest
 * of a budget of characters and nodes.
 */
export class BoundedJson {
  readonly #max: number;
  #left: number;
  #nodes = MAX_NODES;

  constructor(maxLength: number) {
    this.#max = maxLength;
    this.#left = maxLength - RESERVE;
  }

  json(value: unknown): string {
    const nothing = JSON.stringify(TRUNCATED);
    const text = read(() => JSON.stringify(this.#draw(value, [])) ?? 'null', nothing);
    return text.length <= this.#max ? text : nothing;
  }

  #draw(value: unknown, above: readonly unknown[]): unknown {
    this.#nodes -= 1;
    if (typeof value === 'string') return this.#text(value, MAX_LENGTH);
    if (typeof value !== 'object' || value === null) return this.#primitive(value);
    if (above.includes(value)) return this.#text('[circular]');
    if (above.length >= MAX_DEPTH) return this.#text('[deeper]');
    const within = [...above, value];
    if (value instanceof Error) return this.#error(value, within);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return this.#text(`[${value.constructor.name} of ${value.byteLength} bytes]`);
    }
    if (Array.isArray(value)) return this.#list(value, within);
    const toJson: unknown = read(() => Reflect.get(value, 'toJSON'), undefined);
    if (typeof toJson === 'function') return this.#field(() => toJson.call(value), within);
    return this.#fields(
      value,
      read(() => Object.keys(value), []),
      within,
    );
  }

  /** Draws the headline before anything deeper, so that no cause can use up its room. */
  #error(error: Error, within: readonly unknown[]): object {
    const max = within.length === 1 ? MAX_OUTERMOST_LENGTH : MAX_LENGTH;
    const drawn: [string, unknown][] = [];
    for (const name of HEADLINE_FIELDS) {
      const value = read(() => Reflect.get(error, name) as unknown, '[unreadable]');
      if (typeof value === 'string') drawn.push([name, this.#named(name, value, max)]);
      else if (value !== undefined) drawn.push([name, this.#draw(value, within)]);
    }
    const others = OTHER_FIELDS.filter((name) => read(() => Reflect.get(error, name) !== undefined, true));
    return { ...Object.fromEntries(drawn), ...this.#fields(error, others, within) };
  }

  #fields(value: object, names: readonly string[], within: readonly unknown[]): object {
    const drawn: [string, unknown][] = [];
    for (const name of names) {
      if (this.#nodes <= 0 || !this.#take(JSON.stringify(name).length + 2)) {
        drawn.push(['...', TRUNCATED]);
        break;
      }
      drawn.push([name, this.#field(() => Reflect.get(value, name), within)]);
    }
    return Object.fromEntries(drawn);
  }

  #list(list: readonly unknown[], within: readonly unknown[]): unknown[] {
    const drawn: unknown[] = [];
    for (let index = 0; index < list.length; index += 1) {
      if (this.#nodes <= 0 || !this.#take(1)) {
        drawn.push(TRUNCATED);
        break;
      }
      drawn.push(this.#field(() => list[index], within));
    }
    return drawn;
  }

  #field(get: () => unknown, within: readonly unknown[]): unknown {
    return read(() => this.#draw(get(), within), '[unreadable]');
  }

  #primitive(value: unknown): unknown {
    if (typeof value === 'bigint' || typeof value === 'symbol') return this.#text(String(value));
    if (typeof value === 'function') return this.#text(`[function ${value.name}]`);
    this.#take(String(value).length);
    return value;
  }

  #named(name: string, value: string, max: number): string {
    this.#take(name.length + 4);
    return this.#text(value, max);
  }

  /** Returns as much of a string as fits; its beginning at least. */
  #text(value: string, max = MAX_LENGTH): string {
    let text = truncate(value, Math.max(TRUNCATED.length, Math.min(max, this.#left)));
    // Escapes make a text longer: up to six times.
    while (JSON.stringify(text).length > this.#left && text.length > TRUNCATED.length) {
      text = truncate(value, Math.max(TRUNCATED.length, Math.floor(text.length / 2)));
    }
    this.#left -= JSON.stringify(text).length + 1;
    return text;
  }

  #take(length: number): boolean {
    this.#left -= length;
    return this.#left > 0;
  }
}

function read<Result>(get: () => Result, otherwise: Result): Result {
  try {
    return get();
  } catch {
    return otherwise;
  }
}
