import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parsePayload, validatePayload } from '@swf/settings/wire';

/** The attributes in which programs pass data through SWF. */
export type PayloadField = 'input' | 'result' | 'details' | 'control' | 'executionContext';

/**
 * Decodes a payload, and validates it if a schema is given; undefined if there is no payload and no
 * schema.
 */
export function parseField<Output>(
  holder: object,
  field: PayloadField,
  schema: StandardSchemaV1<unknown, Output> | undefined,
): Output {
  const value = (holder as Partial<Record<PayloadField, unknown>>)[field];
  const decoded = typeof value === 'string' ? parsePayload(value) : undefined;
  // Without a schema, the type is the caller's word.
  return schema === undefined ? (decoded as Output) : validatePayload(field, decoded, schema);
}
