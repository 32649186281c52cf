import { runInNewContext } from 'node:vm';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { decodePayload } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

type Validate<Output> = StandardSchemaV1.Props<unknown, Output>['validate'];

function schemaOf<Output>(validate: Validate<Output>): StandardSchemaV1<unknown, Output> {
  return { '~standard': { version: 1, vendor: 'test', validate } };
}

describe('decodePayload', () => {
  it('returns what the schema makes of the payload', () => {
    const length = schemaOf((value) => ({ value: String(value).length }));

    expect(decodePayload('input', 'four', length)).toBe(4);
  });

  it('names the field, and each issue with its path', () => {
    const failing = schemaOf(() => ({
      issues: [{ message: 'must be an object' }, { message: 'must be a string', path: ['items', 0, { key: 'sku' }] }],
    }));

    expect(() => decodePayload('input', '{}', failing)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: 'input does not match its schema: must be an object; items.0.sku: must be a string',
      }),
    );
  });

  it.each([
    ['resolves', () => Promise.resolve({ value: 1 })],
    ['rejects', () => Promise.reject(new Error('too late'))],
    ['resolves in another realm', () => runInNewContext('Promise.resolve({ value: 1 })') as never],
  ])('refuses a schema whose validation %s later', (_, validate) => {
    expect(() => decodePayload('input', '{}', schemaOf(validate))).toThrow(
      'schema must validate synchronously, got one that returns a promise',
    );
  });

  it.each([null, {}, () => true])('refuses what is not a Standard Schema: %o', (schema) => {
    expect(() => decodePayload('input', '{}', schema as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('a Standard Schema, got') }),
    );
  });
});
