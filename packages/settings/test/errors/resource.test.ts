import { expect, it } from 'vitest';
import { describeResource } from '../../src/errors/index.js';

it('describeResource names the domain of a resource, unless it is one', () => {
  expect(describeResource({ kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' })).toBe(
    'WorkflowExecution "order-42" of domain "orders"',
  );
  expect(describeResource({ kind: 'Domain', name: 'orders' })).toBe('Domain "orders"');
});
