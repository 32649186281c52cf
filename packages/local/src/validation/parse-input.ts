import type { OperationName } from '../api/operations.js';
import { Constraints } from './constraints.js';
import { readerOf } from './reader.js';
import { checkRequest } from './request-rules.js';

/**
 * What the service reads of a request: known members only, without nulls. Unknown members are ignored.
 *
 * Throws `SerializationException` for a value of the wrong JSON type, otherwise `ValidationException` with every constraint that is broken.
 */
export function parseInput(operation: OperationName, body: Record<string, unknown>): Record<string, unknown> {
  const constraints = new Constraints();
  const input = readerOf(operation)(body, '', constraints) as Record<string, unknown>;
  constraints.check();
  checkRequest(operation, input);
  return input;
}
