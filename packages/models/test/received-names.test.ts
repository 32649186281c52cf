import { ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';

const DOMAIN = { name: 'orders' };
const creationDate = new Date(0);
const ODD = { name: 'billing:charge|card', version: '1/2' };

describe('a name returned by SWF that predates the current rules', () => {
  it('is read for a domain', () => {
    const arn = 'arn:aws:swf:eu-west-1:123456789012:/domain/a:b';

    expect(Domain.fromInfo({ name: 'a:b', status: 'REGISTERED', arn }).with({ description: 'x' }).name).toBe('a:b');
  });

  it.each([
    [
      'a workflow type',
      WorkflowType.fromInfo(
        DOMAIN,
        { workflowType: ODD, status: 'REGISTERED', creationDate },
        { defaultTaskList: { name: 'host:1' } },
      ),
    ],
    [
      'an activity type',
      ActivityType.fromInfo(
        DOMAIN,
        { activityType: ODD, status: 'REGISTERED', creationDate },
        { defaultTaskList: { name: 'host:1' } },
      ),
    ],
  ])('is read, and kept by copies, for %s', (_, type) => {
    expect(type.with({ status: 'DEPRECATED' })).toMatchObject({
      ...ODD,
      status: 'DEPRECATED',
      defaultTaskList: 'host:1',
    });
  });

  it('is read for an execution', () => {
    const execution = WorkflowExecution.fromDetail(DOMAIN, {
      executionInfo: {
        execution: { workflowId: 'a/b', runId: 'r' },
        workflowType: ODD,
        startTimestamp: creationDate,
        executionStatus: 'OPEN',
        parent: { workflowId: 'c|d', runId: 'p' },
      },
      executionConfiguration: {
        taskStartToCloseTimeout: '1',
        executionStartToCloseTimeout: '1',
        taskList: { name: 'host:1' },
        childPolicy: 'ABANDON',
      },
      openCounts: undefined,
    });

    expect(execution).toMatchObject({ workflowId: 'a/b', workflowType: ODD, taskList: 'host:1' });
    expect(execution.with({ cancelRequested: true }).parent).toEqual({ workflowId: 'c|d', runId: 'p' });
  });

  it('is refused for a new type', () => {
    const type = WorkflowType.fromInfo(DOMAIN, { workflowType: ODD, status: 'REGISTERED', creationDate });

    expect(() => type.with({ version: '1/3' })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(() => new WorkflowType(DOMAIN, ODD.name, '1')).toThrow(/":", "\/", "\|"/);
  });
});
