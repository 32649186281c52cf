import { TAG_LIST } from './text.js';

/** Returns the tags if SWF accepts them for one execution: at most 5 of at most 256 characters. */
export function checkTagList(field: string, tags: readonly string[]): readonly string[] {
  return TAG_LIST.check(field, tags);
}
