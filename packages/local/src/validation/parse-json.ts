import { isUtf8 } from 'node:buffer';
import { Fault } from '../api/fault.js';

/** Far more than SWF needs: a task list in the attributes of a decision is the deepest. */
const MAXIMUM_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses a request body.
 *
 * @throws {@link Fault} SerializationException if it is not a JSON object in UTF-8, or nested too
 * deeply.
 */
export function parseJson(body: Uint8Array): Record<string, unknown> {
  if (!isUtf8(body)) throw new Fault('SerializationException', 'The body is not UTF-8');
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  if (nestsTooDeeply(text)) throw new Fault('SerializationException', 'The body is nested too deeply');
  const value = parse(text);
  if (value === undefined) throw new Fault('SerializationException', 'The body is not JSON');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Fault('SerializationException', 'The body is not a JSON object');
  }
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > MAXIMUM_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
