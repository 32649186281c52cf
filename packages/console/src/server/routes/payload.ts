import { messageOf } from '@swf/settings/errors';
import type { Payload } from '../../api/execution.js';
import { RequestError } from '../http/problem.js';
import type { ConsoleOptions } from '../options.js';

/**
 * Returns a payload of an event, and what the user's decoder makes of it.
 *
 * @throws `RequestError` if the event has no such payload.
 */
export async function payloadOf(event: object, field: string, { decode }: ConsoleOptions): Promise<Payload> {
  const text = attributesOf(event)[field];
  if (typeof text !== 'string') {
    throw new RequestError(`the event has no ${JSON.stringify(field)}`, { status: 404, code: 'NOT_FOUND' });
  }
  if (!decode) return { text };
  try {
    const decoded = await decode(text, field);
    // What is no JSON fails here, and not while it is sent.
    JSON.stringify(decoded);
    return { text, decoded };
  } catch (error) {
    return { text, error: messageOf(error) };
  }
}

function attributesOf(event: object): Readonly<Record<string, unknown>> {
  const [, attributes = {}] = Object.entries(event).find(([name]) => name.endsWith('EventAttributes')) ?? [];
  return Object.fromEntries(Object.entries(attributes as object));
}
