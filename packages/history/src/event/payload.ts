import { parsePayload } from '@swf/settings/wire';

/** The attributes in which programs pass data through SWF. */
export type PayloadField = 'input' | 'result' | 'details' | 'control' | 'executionContext';

/** What the payload of that name says: its JSON value, or the string itself where it is not JSON. */
export function parseField(holder: object, field: PayloadField): unknown {
  const value = (holder as Partial<Record<PayloadField, unknown>>)[field];
  return typeof value === 'string' ? parsePayload(value) : undefined;
}
