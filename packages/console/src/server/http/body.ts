import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions } from '@swf/settings/wire';
import { RequestError } from './problem.js';

const LARGEST_BODY_IN_BYTES = 1_048_576;

/** The members that the body of a route may have, by name; what a value says does not matter. */
export type BodyNames = Readonly<Record<string, true | object>>;

/**
 * Reads a body of JSON.
 *
 * @throws `RequestError` if it is larger than 1 MB.
 * @throws `InvalidArgumentError` unless it is an object with these members only.
 */
export async function readBody(request: Request, names: BodyNames): Promise<object> {
  const text = await readText(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new InvalidArgumentError('the body must be JSON', { cause });
  }
  if (Array.isArray(body)) throw new InvalidArgumentError('body must be an object, got an array');
  return checkOptions<object>('body', body as object, names);
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY_IN_BYTES) throw tooLarge();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  // A body of unknown length is read only so far.
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > LARGEST_BODY_IN_BYTES) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): RequestError {
  return new RequestError(`the body must have at most ${LARGEST_BODY_IN_BYTES} bytes`, {
    status: 413,
    code: 'TOO_LARGE',
  });
}
