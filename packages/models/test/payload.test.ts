import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ActivityTask, WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED } from './support/local.js';

const DOMAIN = { name: 'orders' };

interface Order {
  readonly sku: string;
}

/** Accepts an order, and makes its SKU upper case. */
const orderSchema: StandardSchemaV1<unknown, Order> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const sku: unknown = Object(value).sku;
      if (typeof sku === 'string') return { value: { sku: sku.toUpperCase() } };
      return { issues: [{ message: 'must be a string', path: ['sku'] }] };
    },
  },
};

const execution = (input?: string) =>
  new WorkflowExecution(DOMAIN, 'order-42', { input, latestExecutionContext: input });
const task = (input?: string) => new ActivityTask(DOMAIN, 'payments', { ...POLLED, input });

describe.each<[string, (input?: string) => (schema?: StandardSchemaV1<unknown, Order>) => unknown, string]>([
  ['execution.parseInput', (input) => (schema) => execution(input).parseInput(schema), 'input'],
  [
    'execution.parseLatestExecutionContext',
    (input) => (schema) => execution(input).parseLatestExecutionContext(schema),
    'latestExecutionContext',
  ],
  ['task.parseInput', (input) => (schema) => task(input).parseInput(schema), 'input'],
])('%s', (_, parserOf, field) => {
  it('decodes JSON, and returns any other text as it is', () => {
    expect(parserOf('{"sku":"a1"}')()).toEqual({ sku: 'a1' });
    expect(parserOf('plain text')()).toBe('plain text');
    expect(parserOf('12345678901234567890')()).toBe('12345678901234567890');
    expect(parserOf()()).toBeUndefined();
  });

  it('validates with a Standard Schema, and returns its output', () => {
    expect(parserOf('{"sku":"a1"}')(orderSchema)).toEqual({ sku: 'A1' });
  });

  it.each(['{"sku":1}', 'plain text', undefined])('throws what the schema finds in %o', (input) => {
    expect(() => parserOf(input)(orderSchema)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: `${field} does not match its schema: sku: must be a string`,
      }),
    );
  });
});
