import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, show } from './check.js';
import { LIMITS } from './limits.js';

/**
 * Returns the tags if SWF accepts them for one execution: at most 5 of at most 256 characters.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function checkTagList(field: string, tags: readonly string[]): readonly string[] {
  if (!Array.isArray(tags)) throw new InvalidArgumentError(`${field} must be an array of strings, got ${show(tags)}`);
  if (tags.length > LIMITS.tagsPerExecution) {
    throw new InvalidArgumentError(`${field} must have at most ${LIMITS.tagsPerExecution} tags, got ${tags.length}`);
  }
  for (const [index, tag] of tags.entries()) checkLength(`${field}[${index}]`, tag, { max: LIMITS.tag });
  return tags;
}
