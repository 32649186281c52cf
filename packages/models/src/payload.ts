import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parsePayload, validatePayload } from '@swf/settings/wire';

/** Decodes a payload and validates it if there is a schema; otherwise the caller asserts its type. */
export function parse<Output>(
  field: string,
  text: string | undefined,
  schema: StandardSchemaV1<unknown, Output> | undefined,
): Output {
  const value = parsePayload(text);
  return schema === undefined ? (value as Output) : validatePayload(field, value, schema);
}
