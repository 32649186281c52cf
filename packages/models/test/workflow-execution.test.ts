import { inspect } from 'node:util';
import { WorkflowExecution, type WorkflowExecutionOptions } from '@swf/models';
import { describe, expect, it } from 'vitest';

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

  it('has every attribute that it was given', () => {
    const attributes: Required<WorkflowExecutionOptions> = {
      runId: 'run',
      workflowType: { name: 'order', version: '1.0' },
      executionStatus: 'CLOSED',
      closeStatus: 'FAILED',
      startTimestamp: new Date(0),
      closeTimestamp: new Date(1000),
      parent: { workflowId: 'batch-7', runId: 'parent-run' },
      cancelRequested: true,
      input: '{"sku":"A1"}',
      tagList: ['eu'],
      taskList: 'orders',
      taskPriority: 5,
      executionStartToCloseTimeout: 3600,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/orders',
      openCounts: {
        openActivityTasks: 1,
        openDecisionTasks: 0,
        openTimers: 2,
        openChildWorkflowExecutions: 0,
        openLambdaFunctions: 0,
      },
      latestActivityTaskTimestamp: new Date(500),
      latestExecutionContext: 'paid',
    };
    const { input, ...described } = attributes;
    const execution = new WorkflowExecution(domain, 'order-42', attributes);

    expect({ ...execution }).toEqual({ domain, workflowId: 'order-42', ...attributes });
    expect(execution.attributes()).toEqual(described);
    for (const name of Object.keys(attributes)) {
      const wrong = { ...attributes, [name]: Symbol('wrong') };
      expect(() => new WorkflowExecution(domain, 'order-42', wrong), name).toThrow(new RegExp(`^${name} must`));
    }
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
