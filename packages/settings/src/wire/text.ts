import { InvalidArgumentError } from '../errors/index.js';
import { type Bounds, checkLength, preview } from './check.js';
import { type Codec, unchanged } from './codec.js';
import { LIMITS } from './limits.js';

/** Returns the codec of any text within these bounds in characters. */
export function text(bounds: Bounds): Codec<string> {
  return unchanged((field, value) => checkLength(field, value, bounds));
}

/** The description of a domain or type. */
export const DESCRIPTION = text({ max: LIMITS.description });

/** The reason of a failure or termination. */
export const REASON = text({ max: LIMITS.reason });

/** A payload as it is sent: text of any content. */
export const DATA = text({ max: LIMITS.data });

/** The name of a signal. */
export const SIGNAL_NAME = text({ min: 1, max: LIMITS.signalName });

/** The name of a marker. */
export const MARKER_NAME = text({ min: 1, max: LIMITS.markerName });

/** A task token, which is opaque. */
export const TASK_TOKEN = text({ min: 1, max: LIMITS.taskToken });

/** The run id of an execution. */
export const RUN_ID = text({ min: 1, max: LIMITS.runId });

/** An Amazon Resource Name. */
export const ARN = text({ min: 1, max: LIMITS.arn });

/** The tags of one execution: at most 5 of at most 256 characters. */
export const TAG_LIST: Codec<readonly string[], string[]> = {
  check: checkTagList,
  checkReceived: checkTagList,
  format: checkTagList,
  parse: (wire) => wire ?? undefined,
};

/** Returns a frozen copy, typed as mutable because the SDK's type is. */
function checkTagList(field: string, tags: readonly string[]): string[] {
  if (!Array.isArray(tags))
    throw new InvalidArgumentError(`${field} must be an array of strings, got ${preview(tags)}`);
  if (tags.length > LIMITS.tagsPerExecution) {
    throw new InvalidArgumentError(`${field} must have at most ${LIMITS.tagsPerExecution} tags, got ${tags.length}`);
  }
  const copy = tags.map((tag: string, index) => checkLength(`${field}[${index}]`, tag, { max: LIMITS.tag }));
  Object.freeze(copy);
  return copy;
}
