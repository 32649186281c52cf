import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidArgumentError } from '../errors/index.js';
import { show } from './check.js';

/**
 * Validates a decoded payload with a Standard Schema (https://standardschema.dev) and returns the
 * schema's output.
 *
 * @param field what messages call the payload: `input`, `result`.
 * @throws `InvalidArgumentError` with each issue and its path; also if the schema can only validate
 * asynchronously.
 *
 * @example
 * const order = validatePayload('input', parsePayload(text), orderSchema);
 */
export function validatePayload<Output>(
  field: string,
  value: unknown,
  schema: StandardSchemaV1<unknown, Output>,
): Output {
  const standard = schema?.['~standard'];
  if (typeof standard?.validate !== 'function') {
    throw new InvalidArgumentError(`schema must be a Standard Schema, got ${show(schema)}`);
  }
  const result = standard.validate(value);
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new InvalidArgumentError('schema must validate synchronously, got one that returns a promise');
  }
  if (result.issues === undefined) return result.value;
  throw new InvalidArgumentError(`${field} does not match its schema: ${result.issues.map(describeIssue).join('; ')}`);
}

function describeIssue({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`;
}
