import { checkLength, LIMITS } from '@swf/settings/wire';

const ELLIPSIS = '...';

/** Truncates a text to `max` UTF-16 units, with an ellipsis and never within a surrogate pair. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - ELLIPSIS.length;
  const last = text.charCodeAt(end - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? end - 1 : end) + ELLIPSIS;
}

// Enough to recognize a token.
const SHOWN_LENGTH = 40;

/**
 * Returns the part of a task token that errors show.
 *
 * @throws `InvalidArgumentError` for an invalid token.
 */
export function previewToken(taskToken: string): string {
  return truncate(checkLength('taskToken', taskToken, { min: 1, max: LIMITS.taskToken }), SHOWN_LENGTH);
}
