import { LIMITS } from '@swf/settings/wire';
import { TaskAbortedError } from './abort.js';
import { cut } from './cut.js';

/** What SWF is told of a failed activity, within its lengths. */
export interface Failure {
  /** The error in one line: its name and message. */
  readonly reason: string;
  /** JSON: `name`, `message`, `code`, `stack` and `cause` of the error, or the value that was thrown. */
  readonly details: string;
}

const MAX_DEPTH = 8;
const LENGTHS = [Number.POSITIVE_INFINITY, 8192, 2048, 512, 128];

/** What to tell SWF of anything that was thrown. It never throws itself, and what is too long is cut: strings first, then causes. */
export function failureOf(thrown: unknown): Failure {
  return { reason: cut(headline(thrown), LIMITS.reason), details: detailsOf(thrown) };
}

function headline(thrown: unknown): string {
  if (TaskAbortedError.is(thrown)) return `${thrown.code}: ${thrown.message}`;
  if (thrown instanceof Error) return attempt(() => String(thrown), 'an error that cannot be read');
  if (typeof thrown === 'string') return thrown;
  return `${attempt(() => JSON.stringify(thrown) ?? String(thrown), 'a value that cannot be read')} was thrown`;
}

function detailsOf(thrown: unknown): string {
  for (const length of LENGTHS) {
    const text = attempt(() => JSON.stringify(picture(thrown, length, [])) ?? 'null', '');
    if (text !== '' && text.length <= LIMITS.data) return text;
  }
  return JSON.stringify(cut(headline(thrown), LENGTHS.at(-1) ?? 0));
}

function picture(value: unknown, length: number, above: readonly unknown[]): unknown {
  if (typeof value === 'string') return length === Number.POSITIVE_INFINITY ? value : cut(value, length);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= MAX_DEPTH) return '[deeper]';
  const within = [...above, value];
  const inner = (read: () => unknown) => attempt(() => picture(read(), length, within), '[unreadable]');
  if (Array.isArray(value)) return value.map((item: unknown) => inner(() => item));
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function' && !(value instanceof Error)) return inner(() => toJSON.call(value));
  return Object.fromEntries(fieldsOf(value).map((name) => [name, inner(() => Reflect.get(value, name))]));
}

const ERROR_FIELDS = ['name', 'message', 'code', 'reason', 'details', 'stack', 'cause', 'errors'];

function fieldsOf(value: object): readonly string[] {
  if (!(value instanceof Error)) return Object.keys(value);
  return ERROR_FIELDS.filter((name) => attempt(() => Reflect.get(value, name) !== undefined, true));
}

function attempt<Result>(read: () => Result, otherwise: Result): Result {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
