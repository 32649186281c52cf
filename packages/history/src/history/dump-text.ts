import { InvalidArgumentError, messageOf } from '@swf/settings/errors';
import { isIdentified, type RawEvent } from '../event/raw-event.js';
import type { HistorySource } from './source.js';

// Only the first line is looked at: a dump that was cut short has a broken last one.
const IS_LINES = /^\s*\{[^\n]*\}\s*\n/;

// What V8 adds to a fault: its position, or else the text around it, with its line breaks. The
// text can be anything, also what looks like a position.
const DETAILS = /(?: in JSON)? at position (\d+).*|(?: '\p{Cc}')?, (?:\.\.\.)?".*/su;

/**
 * Reads the text of a dump: one JSON value, or a line of JSON for each event.
 *
 * @throws `InvalidArgumentError` naming the line that is not JSON.
 */
export function parseDump(text: string): HistorySource {
  // Editors on Windows begin files with a byte order mark.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // Without what follows the last line: one line of JSON is a value like any other.
  if (IS_LINES.test(json.trimEnd())) return json.split('\n').flatMap(eventOfLine);
  const value = parseJson(json, 1) as HistorySource & RawEvent;
  // A line for each event is a single one if there is one event.
  return isIdentified(value) ? [value] : value;
}

/** Lines that hold nothing are skipped, but counted. */
function eventOfLine(line: string, index: number): readonly RawEvent[] {
  return line.trim() === '' ? [] : [parseJson(line, index + 1) as RawEvent];
}

function parseJson(text: string, firstLine: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const line = firstLine + text.slice(0, positionOf(error, text)).split('\n').length - 1;
    throw new InvalidArgumentError(`line ${line} is not JSON: ${faultOf(error)}`, { cause: error });
  }
}

/** Returns what is wrong. A position within the line would confuse beside the line number. */
function faultOf(error: unknown): string {
  return messageOf(error).replace(DETAILS, '');
}

/** Returns where the text stops being JSON, exact to the line. */
function positionOf(error: unknown, text: string): number {
  const [details, position] = DETAILS.exec(messageOf(error)) ?? [];
  // The text has ended too early.
  if (details === undefined) return text.length;
  if (position !== undefined) return Number(position);
  // Not every message has it: it is the end of the shortest beginning of the text with this fault.
  const fault = faultOf(error);
  let start = 0;
  let end = text.length;
  while (text.slice(start, end - 1).includes('\n')) {
    const middle = (start + end) >>> 1;
    if (faultIn(text.slice(0, middle)) === fault) end = middle;
    else start = middle;
  }
  return start;
}

function faultIn(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}
