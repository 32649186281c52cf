import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidArgumentError, messageOf, SwfError } from '@swf/settings/errors';
import { validatePayload } from '@swf/settings/wire';
import { encode, type PayloadCodec } from './payload.js';

/** Any Standard Schema (https://standardschema.dev) that validates synchronously. */
export type Schema<Input = unknown, Output = unknown> = StandardSchemaV1<Input, Output>;

/** What callers give to a schema. */
export type Given<Of extends Schema> = StandardSchemaV1.InferInput<Of>;

/** What a schema makes of it. */
export type Received<Of extends Schema> = StandardSchemaV1.InferOutput<Of>;

/**
 * A payload does not match the schema of its definition, or a result cannot be written; `code` is
 * `INVALID_INPUT` or `INVALID_RESULT`. It is not retried.
 */
export class InvalidPayloadError extends SwfError {
  declare readonly code: 'INVALID_INPUT' | 'INVALID_RESULT';
  readonly retryable = false;

  constructor(field: string, { cause }: { readonly cause: unknown }) {
    const code = field === 'result' ? 'INVALID_RESULT' : 'INVALID_INPUT';
    super(code, messageOf(cause), { cause });
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

/**
 * Returns the payload of a result.
 *
 * @throws `InvalidPayloadError` if it does not match its schema, or if SWF or JSON cannot hold it.
 */
export function encodeResult(
  result: unknown,
  { schema, codec }: { readonly schema: Schema | undefined; readonly codec: PayloadCodec | undefined },
): string | undefined {
  const given = validated('result', result, schema);
  try {
    return encode('result', given, codec);
  } catch (error) {
    throw InvalidArgumentError.is(error) ? new InvalidPayloadError('result', { cause: error }) : error;
  }
}
