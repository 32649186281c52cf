import type { StandardSchemaV1 } from '@standard-schema/spec';
import { decodePayload } from '@swf/settings/wire';

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
  return decodePayload(field, typeof value === 'string' ? value : undefined, schema);
}
