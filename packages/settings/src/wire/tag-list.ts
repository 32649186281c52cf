import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, show } from './check.js';
import { LIMITS } from './limits.js';

/** The tags, if SWF takes them for one execution: at most 5 of at most 256 characters. Throws `InvalidArgumentError` otherwise. */
export function checkTagList(field: string, tags: readonly string[]): readonly string[] {
  if (!Array.isArray(tags)) throw new InvalidArgumentError(`${field} must be an array of strings, not ${show(tags)}`);
  if (tags.length > LIMITS.tagsPerExecution) {
    throw new InvalidArgumentError(`${field} must have at most ${LIMITS.tagsPerExecution} tags, not ${tags.length}`);
  }
  for (const [index, tag] of tags.entries()) checkLength(`${field}[${index}]`, tag, { max: LIMITS.tag });
  return tags;
}
