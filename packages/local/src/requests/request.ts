import { Fault } from '../api/fault.js';
import { OPERATIONS, type OperationName } from '../api/operations.js';
import { parseInput } from '../validation/parse-input.js';
import { parseJson } from '../validation/parse-json.js';

/** The largest body that the service accepts. */
export const LARGEST_BODY_IN_BYTES = 1_048_576;

const KNOWN: ReadonlySet<string> = new Set(OPERATIONS);

/** A request, from either front end. */
export interface Request {
  /** The value of the header `X-Amz-Target`. */
  readonly target: string | undefined;
  /** The region in its signature; undefined if it is unsigned. */
  readonly region?: string | undefined;
  readonly body: Uint8Array;
}

/** The sender of a request. */
export interface Caller {
  /** Whether it no longer waits for the answer. */
  readonly disconnected: boolean;
  /** Calls the listener when it disconnects: possibly more than once, and after the answer. */
  onDisconnect(listener: () => void): void;
}

/** A parsed request without its body, which a poll would keep in memory for a minute. */
export interface ReadRequest {
  readonly operation: OperationName;
  /**
   * Returns the members of the request.
   *
   * @throws {@link Fault} if one is invalid.
   */
  input(): Record<string, unknown>;
}

/** Parses a request; the returned function returns the result or throws the fault. */
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
 * Returns the operation in an `X-Amz-Target` header, after the last dot: SWF has had several
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

/** Returns the fault for a body that is too large. */
export function requestTooLarge(): Fault {
  return new Fault('RequestEntityTooLargeException', `A request must not exceed ${LARGEST_BODY_IN_BYTES} bytes`);
}
