import { inspect } from 'node:util';
import { ActivityTask, ActivityType, Difference, Domain, ModelDiff, TaskList, WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { POLLED } from './support/local.js';

const domain = new Domain('orders');
const status = new Difference('status', 'REGISTERED', 'DEPRECATED');
const description = new Difference('description', 'Orders', undefined);

describe('a model in a template string', () => {
  it.each([
    [domain, 'Domain "orders"'],
    [new ActivityType(domain, 'charge', '1.0'), 'ActivityType "charge@1.0" of domain "orders"'],
    [new WorkflowExecution(domain, 'order-42'), 'WorkflowExecution "order-42" of domain "orders"'],
    [new TaskList(domain, 'payments'), 'TaskList "payments" of domain "orders"'],
    [new ActivityTask(domain, 'payments', POLLED), 'ActivityTask "charge-1" of domain "orders"'],
  ])('is its kind, name and domain: %s', (model, text) => {
    expect(`${model}`).toBe(text);
  });
});

describe('Difference', () => {
  it('is readable in a template string, inspected and as JSON', () => {
    expect(`${status}`).toBe("status: 'REGISTERED' here, 'DEPRECATED' upstream");
    expect(`${description}`).toBe("description: 'Orders' here, undefined upstream");
    expect(inspect(status)).toBe("Difference { attribute: 'status', local: 'REGISTERED', upstream: 'DEPRECATED' }");
    expect(JSON.parse(JSON.stringify(status))).toEqual({
      attribute: 'status',
      local: 'REGISTERED',
      upstream: 'DEPRECATED',
    });
  });
});

describe('a printed model', () => {
  const members = { deeply: { nested: { value: { of: 'SWF' } } } };
  const difference = new Difference('context', members, undefined);
  const execution = new WorkflowExecution(domain, 'order-42', { runId: 'run' });

  // Nested strings break no lines, so both print the same but for what names the objects.
  const print = (value: unknown, depth: number | null) =>
    inspect(value, { depth, compact: true, breakLength: Number.POSITIVE_INFINITY });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, null])('is as deep as a plain object, with depth %s', (depth) => {
    const plain = { attribute: 'context', local: members, upstream: undefined };
    expect(
      print({ list: [difference] }, depth)
        .replace('[Difference context]', '[Object]')
        .replace('Difference ', ''),
    ).toBe(print({ list: [plain] }, depth));
    const nested = { context: { local: members, upstream: undefined } };
    expect(
      print([new ModelDiff([difference])], depth)
        .replace('[ModelDiff]', '[Object]')
        .replace('ModelDiff ', ''),
    ).toBe(print([nested], depth));
  });

  it('prints the models in its attributes in short where the depth ends', () => {
    expect(print({ differs: new Difference('parent', execution, undefined) }, 1)).toBe(
      '{ differs: Difference { attribute: \'parent\', local: [WorkflowExecution "order-42" of domain "orders"], upstream: undefined } }',
    );
  });
});

describe('ModelDiff', () => {
  const diff = new ModelDiff([status, description]);

  it('is readable in a template string, inspected and as JSON', () => {
    expect(`${diff}`).toBe(`${status}; ${description}`);
    expect(`${new ModelDiff()}`).toBe('no differences');
    expect(inspect(diff, { breakLength: Number.POSITIVE_INFINITY })).toBe(
      "ModelDiff { status: { local: 'REGISTERED', upstream: 'DEPRECATED' }, description: { local: 'Orders', upstream: undefined } }",
    );
    expect(inspect([[[diff, status]]])).toContain('[ModelDiff]');
    expect(inspect([[[diff, status]]])).toContain('[Difference status]');
    expect(inspect([diff], { depth: 1 })).toContain('ModelDiff {');
    expect(inspect([diff], { depth: 1 })).toContain('status: [Object]');
    expect(inspect([status], { depth: 1 })).toContain("Difference { attribute: 'status'");
    expect(inspect([domain], { depth: 1 })).toContain('Domain "orders" {');
    expect(inspect([domain], { depth: 0 })).toBe('[ [Domain "orders"] ]');
    expect(JSON.parse(JSON.stringify(diff))).toHaveLength(2);
  });
});
