import type { OperationName } from '../api/operations.js';
import { parseInput } from '../validation/parse-input.js';
import { parseJson } from '../validation/parse-json.js';
import { operationOf } from './operation.js';
import { LARGEST_BODY_IN_BYTES, requestTooLarge } from './size.js';

/** A request as either front end has it. */
export interface Request {
  /** The value of the header `X-Amz-Target`. */
  readonly target: string | undefined;
  /** The region that it is signed for; undefined if it is not signed. */
  readonly region?: string | undefined;
  readonly body: Uint8Array;
}

/** What a request asks for, without its body: a poll would keep that for a minute. */
export interface ReadRequest {
  readonly operation: OperationName;
  /** Returns the members of the request, or throws what is wrong with them. */
  input(): Record<string, unknown>;
}

/** Reads a request at once, and returns or throws later what it is. */
export function readRequest({ target, body }: Request): () => ReadRequest {
  return attempt(() => {
    if (body.length > LARGEST_BODY_IN_BYTES) throw requestTooLarge();
    const operation = operationOf(target);
    return { operation, input: attempt(() => parseInput(operation, parseJson(body))) };
  });
}

function attempt<Result>(act: () => Result): () => Result {
  try {
    const result = act();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
