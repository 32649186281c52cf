import { Fault } from '../api/fault.js';
import { OPERATIONS, type OperationName } from '../api/operations.js';
import { parseInput } from '../validation/parse-input.js';
import { parseJson } from '../validation/parse-json.js';

/** The largest body that the service accepts. */
export const LARGEST_BODY_IN_BYTES = 1_048_576;

const KNOWN: ReadonlySet<string> = new Set(OPERATIONS);

/** A request as both front ends pass it on. */
export interface Request {
  /** The value of the header `X-Amz-Target`. */
  readonly target: string | undefined;
  /** The region that it is signed for; undefined if unsigned. */
  readonly region?: string | undefined;
  readonly body: Uint8Array;
}

/** The sender of a request, while the service has not answered. */
export interface Caller {
  /** Whether it has left without waiting for the answer. */
  readonly disconnected: boolean;
  /**
   * Calls the listener when it disconnects, perhaps more than once, and perhaps after the answer.
   */
  onDisconnect(listener: () => void): void;
}

/** A parsed request, without its body: a poll would keep that for a minute. */
export interface ReadRequest {
  readonly operation: OperationName;
  /**
   * Returns the members of the request.
   *
   * @throws {@link Fault} if one is invalid.
   */
  input(): Record<string, unknown>;
}

/** Parses a request at once; calling the result returns it, or throws its refusal. */
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

/**
 * Returns the operation that an `X-Amz-Target` header names after its last dot; SWF has had several
 * prefixes.
 *
 * @throws {@link Fault} UnknownOperationException if there is no such operation.
 */
export function operationOf(target = ''): OperationName {
  const operation = target.slice(target.lastIndexOf('.') + 1);
  if (!target.includes('.') || !KNOWN.has(operation)) {
    throw new Fault('UnknownOperationException', `Unknown operation: ${JSON.stringify(target.slice(0, 256))}`);
  }
  return operation as OperationName;
}

/** Returns the refusal of a larger body. */
export function requestTooLarge(): Fault {
  return new Fault('RequestEntityTooLargeException', `A request can hold ${LARGEST_BODY_IN_BYTES} bytes`);
}
