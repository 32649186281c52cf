import { messageOf } from '@swf/settings/errors';

/** What a payload is, in words. */
export interface PayloadNote {
  readonly isJson: boolean;
  readonly words: string;
}

/** Says whether a payload is JSON; if it looks like JSON but is none, where it stops being JSON. */
export function payloadNote(text: string): PayloadNote {
  if (text.trim() === '') return { isJson: false, words: 'Empty: sent without it.' };
  try {
    JSON.parse(text);
    return { isJson: true, words: 'JSON' };
  } catch (error) {
    const looksLikeJson = /^\s*[[{"]/.test(text);
    if (!looksLikeJson) return { isJson: false, words: 'Text, sent as it is.' };
    const reason = messageOf(error);
    return { isJson: false, words: `Not JSON: ${placeOf(reason, text)}` };
  }
}

/** Indents JSON, if that keeps every digit: integers beyond 2^53 would change. */
export function prettyJson(text: string): string {
  const value: unknown = JSON.parse(text);
  try {
    const isExact = JSON.stringify(value) === text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
    return isExact ? JSON.stringify(value, null, 2) : text;
  } catch {
    // More can be read than written: it is nested too deeply.
    return text;
  }
}

function placeOf(reason: string, text: string): string {
  // Not one in the part of the text that some messages quote.
  const [, position] = /^[^"]* at position (\d+)/.exec(reason) ?? [];
  // Each browser words it differently, and not all of them know the position.
  if (position === undefined) return reason;
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}
