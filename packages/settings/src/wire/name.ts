import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, show } from './check.js';
import { LIMITS } from './limits.js';

// Amazon SWF API Reference, the note on every name: no `:`, `/`, `|`, no control character, not the literal "arn".
const FORBIDDEN_IN_NAMES = /[:/|\p{Cc}]/u;
const FORBIDDEN_IN_WORKFLOW_IDS = /[/|\p{Cc}]/u;

/** The length that a name may have. */
export interface NameBounds {
  /** Characters at most. Default: 256. */
  readonly max?: number | undefined;
}

/**
 * The value, if SWF takes it as a name of a domain, type or task list, as a version, or as the id of an activity or timer:
 * 1 to `max` characters, none of `:` `/` `|` or control characters, not the literal `arn`.
 *
 * Throws `InvalidArgumentError` naming field, value and rule.
 *
 * @example
 * checkName('version', '1.0', { max: LIMITS.version });
 */
export function checkName(field: string, value: string, { max = LIMITS.name }: NameBounds = {}): string {
  return checkCharacters(field, checkLength(field, value, { min: 1, max }), FORBIDDEN_IN_NAMES, '":", "/", "|"');
}

/**
 * The value, if SWF takes it as a workflow id: the rules of {@link checkName}, but `:` is allowed.
 *
 * The documentation forbids `:` there too, yet the service takes it, and AWS's own Flow frameworks name child executions `<run id>:<n>`.
 */
export function checkWorkflowId(field: string, value: string): string {
  const bounds = { min: 1, max: LIMITS.workflowId };
  return checkCharacters(field, checkLength(field, value, bounds), FORBIDDEN_IN_WORKFLOW_IDS, '"/", "|"');
}

/**
 * The value, if it has no white space at its ends, which SWF refuses for a domain that is registered, a task list that is polled for activities, and
 * the task list of a child execution. Throws `InvalidArgumentError` otherwise.
 */
export function checkTrimmed(field: string, value: string): string {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, not ${show(value)}`);
  if (value.trim() === value) return value;
  throw new InvalidArgumentError(`${field} must not begin or end with white space: ${show(value)}`);
}

function checkCharacters(field: string, value: string, forbidden: RegExp, listed: string): string {
  if (value === 'arn') throw new InvalidArgumentError(`${field} must not be the literal "arn"`);
  const found = forbidden.exec(value);
  if (found) {
    throw new InvalidArgumentError(
      `${field} must not contain ${listed} or control characters, but has ${JSON.stringify(found[0])} at position ${found.index}: ${show(value)}`,
    );
  }
  return value;
}
