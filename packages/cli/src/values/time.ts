import { parseDuration } from '@swf/querysets/text';

/** Returns the seconds of a timeout, or `NONE`; SWF's timeouts are whole seconds. */
export function parseTimeout(option: string, text: string): number | 'NONE' {
  return text === 'NONE' ? 'NONE' : Math.round(parseDuration(option, text));
}
