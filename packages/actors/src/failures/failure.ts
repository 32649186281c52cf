import { LIMITS } from '@swf/settings/wire';
import { TaskAbortedError } from '../tasks/abort.js';
import { BoundedJson } from './bounded-json.js';
import { truncate } from './truncate.js';

/** The reason and details of a failed activity, within SWF's limits. */
export interface Failure {
  /** The error in one line: its name and message. */
  readonly reason: string;
  /** JSON: `name`, `message`, `code`, `stack` and `cause` of the error, or the thrown value. */
  readonly details: string;
}

const LONGEST_HEADLINE = 1024;

/** Describes any thrown value, of any size in bounded time. Never throws. */
export function failureOf(thrown: unknown): Failure {
  const reason = attempt(() => headline(thrown)) ?? 'an error that cannot be read';
  return { reason: truncate(reason, LIMITS.reason), details: new BoundedJson(LIMITS.data).json(thrown) };
}

function headline(thrown: unknown): string {
  if (TaskAbortedError.is(thrown)) return `${thrown.code}: ${thrown.message}`;
  if (typeof thrown === 'string') return thrown;
  if (thrown instanceof Error) return String(thrown);
  const picture = typeof thrown === 'object' ? new BoundedJson(LONGEST_HEADLINE).json(thrown) : String(thrown);
  return `${picture} was thrown`;
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
