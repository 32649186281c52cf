import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, preview } from './check.js';
import { type Codec, unchanged } from './codec.js';
import { LIMITS } from './limits.js';

// Amazon SWF API Reference, the note on every name: no `:`, `/`, `|`, no control character, not the
// literal "arn".
const NOT_IN_NAMES = { pattern: /[:/|\p{Cc}]/u, listed: '":", "/", "|"' };
const NOT_IN_WORKFLOW_IDS = { pattern: /[|\p{Cc}]/u, listed: '"|"' };

type Forbidden = typeof NOT_IN_NAMES;

/**
 * A name, or the id of an activity or timer: 1 to 256 characters without `:`, `/`, `|` and control
 * characters, other than the literal `arn`.
 *
 * A received one may predate the current rules, and is checked only by its length.
 */
export const NAME = name(LIMITS.name, NOT_IN_NAMES);

/** The version of a type: a name of at most 64 characters. */
export const VERSION = name(LIMITS.version, NOT_IN_NAMES);

/**
 * A workflow id: a name that may have `:` and `/`.
 *
 * The documentation forbids them here too, but the service accepts them: AWS's Flow frameworks name
 * child executions `<run id>:<n>`, and run ids hold `/`.
 */
export const WORKFLOW_ID = name(LIMITS.workflowId, NOT_IN_WORKFLOW_IDS);

/**
 * A name without white space at its ends.
 *
 * SWF refuses others for domains, for task lists polled for activities, and for the task lists of
 * child executions.
 */
export const TRIMMED_NAME: Codec<string> = unchanged((field, value) => {
  const checked = NAME.check(field, value);
  if (checked.trim() === checked) return checked;
  throw new InvalidArgumentError(`${field} must not start or end with white space, got ${preview(checked)}`);
}, NAME.checkReceived);

function name(max: number, forbidden: Forbidden): Codec<string> {
  const checkReceived = (field: string, value: string) => checkLength(field, value, { min: 1, max });
  return unchanged((field, value) => checkCharacters(field, checkReceived(field, value), forbidden), checkReceived);
}

function checkCharacters(field: string, value: string, { pattern, listed }: Forbidden): string {
  if (value === 'arn') throw new InvalidArgumentError(`${field} must not be "arn"`);
  const found = pattern.exec(value);
  if (found) {
    throw new InvalidArgumentError(
      `${field} must not contain ${listed} or control characters, got ${JSON.stringify(found[0])} at position ${found.index} of ${preview(value)}`,
    );
  }
  return value;
}
