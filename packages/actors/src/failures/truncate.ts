import { checkLength, LIMITS } from '@swf/settings/wire';

const ELLIPSIS = '...';

/**
 * The text in at most `max` UTF-16 units; what is cut ends in `...` and never within a surrogate
 * pair.
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - ELLIPSIS.length;
  const last = text.charCodeAt(end - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? end - 1 : end) + ELLIPSIS;
}

// Enough to tell one token from another.
const SHOWN_LENGTH = 40;

/** What an error shows of a task token; throws `InvalidArgumentError` for what cannot be one. */
export function previewToken(taskToken: string): string {
  return truncate(checkLength('taskToken', taskToken, { min: 1, max: LIMITS.taskToken }), SHOWN_LENGTH);
}
