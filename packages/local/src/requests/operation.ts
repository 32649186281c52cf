import { Fault } from '../api/fault.js';
import { OPERATIONS, type OperationName } from '../api/operations.js';

const KNOWN: ReadonlySet<string> = new Set(OPERATIONS);

/**
 * Returns the operation that an `X-Amz-Target` header names after its last dot; SWF has had several prefixes.
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
