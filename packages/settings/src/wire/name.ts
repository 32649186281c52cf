import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, preview } from './check.js';
import { type Codec, unchanged } from './codec.js';
import { LIMITS } from './limits.js';

// Amazon SWF API Reference, the note on every name: no `:`, `/`, `|`, no control character, not the
// literal "arn".
const FORBIDDEN_IN_NAMES = /[:/|\p{Cc}]/u;
const FORBIDDEN_IN_WORKFLOW_IDS = /[|\p{Cc}]/u;

/** The bounds of a name. */
export interface NameBounds {
  /** The longest length in characters. Default: 256. */
  readonly max?: number | undefined;
}

/**
 * Returns the value if SWF accepts it as a name, a version, or the id of an activity or timer.
 *
 * That is 1 to `max` characters without `:`, `/`, `|` and control characters, other than the
 * literal `arn`.
 *
 * @throws `InvalidArgumentError` naming field, value and rule.
 *
 * @example
 * checkName('version', '1.0', { max: LIMITS.version });
 */
export function checkName(field: string, value: string, { max = LIMITS.name }: NameBounds = {}): string {
  return checkCharacters(field, checkLength(field, value, { min: 1, max }), FORBIDDEN_IN_NAMES, '":", "/", "|"');
}

/**
 * Returns the value if SWF accepts it as a workflow id: a name that may have `:` and `/`.
 *
 * The documentation forbids them here too, but the service accepts them: AWS's Flow frameworks name
 * child executions `<run id>:<n>`, and run ids hold `/`.
 *
 * @throws `InvalidArgumentError` naming field, value and rule.
 */
export function checkWorkflowId(field: string, value: string): string {
  const bounds = { min: 1, max: LIMITS.workflowId };
  return checkCharacters(field, checkLength(field, value, bounds), FORBIDDEN_IN_WORKFLOW_IDS, '"|"');
}

/**
 * Returns the value if it does not start or end with white space.
 *
 * SWF refuses such names of domains, of task lists polled for activities, and of child executions'
 * task lists.
 *
 * @throws `InvalidArgumentError` naming field and value.
 */
export function checkTrimmed(field: string, value: string): string {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, got ${preview(value)}`);
  if (value.trim() === value) return value;
  throw new InvalidArgumentError(`${field} must not start or end with white space, got ${preview(value)}`);
}

function checkCharacters(field: string, value: string, forbidden: RegExp, listed: string): string {
  if (value === 'arn') throw new InvalidArgumentError(`${field} must not be "arn"`);
  const found = forbidden.exec(value);
  if (found) {
    throw new InvalidArgumentError(
      `${field} must not contain ${listed} or control characters, got ${JSON.stringify(found[0])} at position ${found.index} of ${preview(value)}`,
    );
  }
  return value;
}

/**
 * A name, or the id of an activity or timer. A received one may predate the current rules, and is
 * checked only by its length.
 */
export const NAME = name(LIMITS.name);

/**
 * A name without white space at its ends, as domains, task lists polled for activities, and child
 * executions' task lists have.
 */
export const TRIMMED_NAME: Codec<string> = unchanged(
  (field, value) => checkTrimmed(field, NAME.check(field, value)),
  NAME.checkReceived,
);

/** The version of a type. */
export const VERSION = name(LIMITS.version);

/** A workflow id. */
export const WORKFLOW_ID: Codec<string> = unchanged(checkWorkflowId, receivedName(LIMITS.workflowId));

function name(max: number): Codec<string> {
  return unchanged((field, value) => checkName(field, value, { max }), receivedName(max));
}

function receivedName(max: number) {
  return (field: string, value: string) => checkLength(field, value, { min: 1, max });
}
