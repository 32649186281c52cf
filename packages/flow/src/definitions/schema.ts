import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SwfError } from '@swf/settings/errors';
import { validatePayload } from '@swf/settings/wire';

/** Any Standard Schema (https://standardschema.dev) that validates synchronously. */
export type Schema<Input = unknown, Output = unknown> = StandardSchemaV1<Input, Output>;

/** What callers give to a schema. */
export type Given<Of extends Schema> = StandardSchemaV1.InferInput<Of>;

/** What a schema makes of it. */
export type Received<Of extends Schema> = StandardSchemaV1.InferOutput<Of>;

/**
 * A payload does not match the schema of its definition; `code` is `INVALID_INPUT` or
 * `INVALID_RESULT`. It is not retried.
 */
export class InvalidPayloadError extends SwfError {
  declare readonly code: 'INVALID_INPUT' | 'INVALID_RESULT';
  readonly retryable = false;

  constructor(field: string, { cause }: { readonly cause: unknown }) {
    const code = field === 'result' ? 'INVALID_RESULT' : 'INVALID_INPUT';
    super(code, cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'InvalidPayloadError';
  }

  static override is(value: unknown): value is InvalidPayloadError {
    return SwfError.is(value) && (value.code === 'INVALID_INPUT' || value.code === 'INVALID_RESULT');
  }
}

/**
 * Returns what a schema makes of a value; the value itself without a schema.
 *
 * @throws `InvalidPayloadError` if it does not match
 */
export function validated(field: 'input' | 'result' | 'payload', value: unknown, schema: Schema | undefined): unknown {
  if (schema === undefined) return value;
  try {
    return validatePayload(field, value, schema);
  } catch (error) {
    throw new InvalidPayloadError(field, { cause: error });
  }
}
