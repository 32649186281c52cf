import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { WorkflowExecution } from '../src/index.js';

describe('an execution as a value', () => {
  const domain = { name: 'orders' };

  it('is readable as JSON and inspected', () => {
    const execution = new WorkflowExecution(domain, 'order-42', {
      runId: 'run',
      tagList: ['eu'],
      startTimestamp: new Date(0),
    });

    expect(JSON.parse(JSON.stringify(execution))).toEqual({
      domain: 'orders',
      workflowId: 'order-42',
      runId: 'run',
      tagList: ['eu'],
      startTimestamp: '1970-01-01T00:00:00.000Z',
    });
    expect(inspect(execution)).toMatch(/^WorkflowExecution "order-42" of domain "orders" \{\s+runId: 'run',/);
  });

  it('does not change with its arguments', () => {
    const tagList = ['eu'];
    const type = { name: 'order', version: '1.0' };
    const execution = new WorkflowExecution(domain, 'order-42', { tagList, workflowType: type });
    tagList.push('us');
    type.name = 'other';

    expect(execution).toMatchObject({ tagList: ['eu'], workflowType: { name: 'order' } });
  });

  it('makes copies; of another run nothing is known', () => {
    const execution = new WorkflowExecution(domain, 'order-42', { runId: 'a', executionStatus: 'OPEN', input: '1' });

    expect(execution.with({ executionStatus: 'CLOSED' })).toMatchObject({ runId: 'a', input: '1' });
    expect(execution.with({ runId: 'b' }).toJSON()).toEqual({ domain: 'orders', workflowId: 'order-42', runId: 'b' });
    expect(execution.with({ workflowId: 'c' }).toJSON()).toEqual({ domain: 'orders', workflowId: 'c' });
    expect(execution.equals(execution.with({}))).toBe(true);
    expect(execution.equals(execution.with({ runId: 'b' }))).toBe(false);
    expect(execution.equals(execution.with({ input: '2' }))).toBe(false);
  });
});
