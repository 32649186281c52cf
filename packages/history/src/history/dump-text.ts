import { InvalidArgumentError, messageOf } from '@swf/settings/errors';
import { isIdentified, type RawEvent } from '../event/raw-event.js';
import type { HistorySource } from './source.js';

/** Lines of the text that hold nothing are skipped, but counted. */
const EMPTY = /^\s*$/;

/**
 * Reads the text of a dump: one JSON value, or a line of JSON for each event.
 *
 * @throws `InvalidArgumentError` naming the line that is not JSON.
 */
export function parseDump(text: string): HistorySource {
  // Editors on Windows begin files with a byte order mark.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (isLines(json)) return json.split(/\r?\n/).flatMap(eventOfLine);
  const value = parseJson(json, 1) as HistorySource & RawEvent;
  // A line for each event is a single one if there is one event.
  return isIdentified(value) ? [value] : value;
}

/** Only the first line is looked at: a dump that was cut short has a broken last one. */
function isLines(text: string): boolean {
  const start = text.trimStart();
  const end = start.search(/\r?\n/);
  if (end < 0 || EMPTY.test(start.slice(end))) return false;
  const line = start.slice(0, end).trimEnd();
  return line.startsWith('{') && line.endsWith('}');
}

function eventOfLine(line: string, index: number): readonly RawEvent[] {
  return EMPTY.test(line) ? [] : [parseJson(line, index + 1) as RawEvent];
}

function parseJson(text: string, firstLine: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = messageOf(error);
    // The position in the message counts within the line, which would confuse beside the line
    // number.
    const fault = message.replace(/(?: in JSON)? at position.*$/s, '');
    throw new InvalidArgumentError(`line ${firstLine + lineOf(message, text)} is not JSON: ${fault}`, {
      cause: error,
    });
  }
}

/** Returns the number of lines before the fault, which the message gives as a position. */
function lineOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  // Without a position, the text has ended too early.
  return text.slice(0, position === undefined ? undefined : Number(position)).split('\n').length - 1;
}
