import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidArgumentError } from '../errors/index.js';
import { show } from './check.js';
import { parsePayload } from './payload.js';

/**
 * Decodes a payload: JSON to its value, any other text as it is; undefined if there is none.
 *
 * @param field what messages call the payload: `input`, `result`.
 * @param schema a Standard Schema (https://standardschema.dev) that validates it, and whose output
 * is returned. Default: none, so that the caller asserts the type.
 * @throws `InvalidArgumentError` with each issue and its path; also if the schema can only validate
 * asynchronously.
 *
 * @example
 * const order = decodePayload('input', text, orderSchema);
 */
export function decodePayload<Output>(
  field: string,
  text: string | null | undefined,
  schema: StandardSchemaV1<unknown, Output> | undefined,
): Output {
  const value = parsePayload(text);
  if (schema === undefined) return value as Output;
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
