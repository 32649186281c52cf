import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOneOf, preview } from '@swf/settings/wire';
import type { PayloadCodec } from './payload.js';
import type { Schema } from './schema.js';

/** Checks something that is called later, when a mistake would be hard to find. */
export function checkFunction(field: string, value: unknown): void {
  if (typeof value !== 'function') throw new InvalidArgumentError(`${field} must be a function, got ${preview(value)}`);
}

/** The options of definitions and calls that are no settings of SWF's. */
interface OwnOptions {
  readonly codec?: PayloadCodec | undefined;
  readonly input?: Schema | undefined;
  readonly result?: Schema | undefined;
  readonly schema?: Schema | undefined;
  readonly onCancel?: string | undefined;
}

/** Checks those options that are given. */
export function checkOwnOptions({ codec, input, result, schema, onCancel }: OwnOptions): void {
  checkCodec(codec);
  for (const [field, value] of Object.entries({ input, result, schema })) checkSchema(field, value);
  if (onCancel !== undefined) checkOneOf('onCancel', onCancel, ['WAIT', 'REQUEST', 'ABANDON']);
}

/** Checks a codec, if there is one. */
export function checkCodec(codec: PayloadCodec | undefined): void {
  if (codec === undefined) return;
  if (typeof codec?.encode === 'function' && typeof codec.decode === 'function') return;
  throw new InvalidArgumentError(`codec must have the functions encode and decode, got ${preview(codec)}`);
}

function checkSchema(field: string, schema: Schema | undefined): void {
  if (schema === undefined || typeof schema?.['~standard']?.validate === 'function') return;
  throw new InvalidArgumentError(`${field} must be a Standard Schema, got ${preview(schema)}`);
}
