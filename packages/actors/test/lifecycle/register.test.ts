import { ActivityWorker, Decider, RegisteredDifferentlyError } from '@swf/actors';
import { WorkflowExecutionDecision } from '@swf/decisions';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
import { silent } from '../support/silent.js';
import { activityType, domain, startExecution, workflow } from '../support/workflow.js';

const activities = { activity: () => 'done' };

describe('Registration', () => {
  it('adds missing domains and types, and accepts existing ones', async () => {
    await using service = createLocalService();
    const client = service.client();
    const types = [activityType(), workflow];
    const info = vi.fn();
    const logger = { ...silent, info };
    const workers = [1, 2, 3].map(
      () => new ActivityWorker(domain, 'list', { client, register: true, types, activities, logger }),
    );

    await Promise.all(workers.map((worker) => worker.start()));
    expect(info.mock.calls.filter(([, message]) => message === 'registered').map(([fields]) => fields)).toEqual([
      { kind: 'Domain', name: 'test' },
      { kind: 'ActivityType', name: 'activity@1.0', domain: 'test' },
      { kind: 'WorkflowType', name: 'workflow@1.0', domain: 'test' },
    ]);
    await Promise.all(workers.map((worker) => worker.stop({ polls: 'abort' })));

    expect(await Promise.all([domain, ...types].map((model) => model.isSynced({ client })))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('names each default that differs from the registered type', async () => {
    await using service = createLocalService();
    const client = service.client();
    await domain.save({ client });
    await activityType().save({ client });
    const types = [activityType({ defaultTaskStartToCloseTimeout: 61, defaultTaskHeartbeatTimeout: 5 })];
    const worker = new ActivityWorker(domain, 'list', { client, register: true, types, activities });

    const error = await worker.start().catch((thrown: unknown) => thrown);

    expect(RegisteredDifferentlyError.is(error)).toBe(true);
    expect(String(error)).toBe(
      'RegisteredDifferentlyError: ActivityType "activity@1.0" of domain "test" is registered differently: ' +
        'defaultTaskStartToCloseTimeout is 60, not 61; defaultTaskHeartbeatTimeout is "NONE", not 5',
    );
    expect(worker.state).toBe('stopped');
  });

  it('accepts a deprecated domain and its types with a warning, and goes on with their executions', async () => {
    await using service = createLocalService();
    const client = service.client();
    const types = [workflow, activityType()];
    for (const model of [domain, ...types]) await model.save({ client });
    const execution = await startExecution(client);
    await domain.deprecate({ client });
    const warn = vi.fn();
    const decide = () => [WorkflowExecutionDecision.complete()];
    const logger = { ...silent, warn };
    const decider = new Decider(domain, 'decisions', { client, register: true, types, decide, logger });
    const done = new Promise((resolve) => decider.on('done', resolve));
    await decider.start();
    await done;
    await decider.stop({ polls: 'abort' });

    expect(warn.mock.calls).toEqual(
      [domain, ...types].map(({ resource }) => [resource, expect.stringMatching(/^deprecated: no new executions or/)]),
    );
    expect((await execution.upstream({ client })).closeStatus).toBe('COMPLETED');
  });

  it('names the defaults alone of a deprecated type that has others', async () => {
    await using service = createLocalService();
    const client = service.client();
    await domain.save({ client });
    await activityType().save({ client });
    await activityType().deprecate({ client });
    const types = [activityType({ defaultTaskStartToCloseTimeout: 61 })];
    const worker = new ActivityWorker(domain, 'list', { client, register: true, types, activities, logger: silent });

    await expect(worker.start()).rejects.toMatchObject({
      code: 'REGISTERED_DIFFERENTLY',
      differences: [{ attribute: 'defaultTaskStartToCloseTimeout' }],
    });
  });

  it('accepts a type that was deprecated when it was read, without a warning', async () => {
    await using service = createLocalService();
    const client = service.client();
    await domain.save({ client });
    await activityType().save({ client });
    await activityType().deprecate({ client });
    const read = await activityType().upstream({ client });
    await activityType().undeprecate({ client });
    const warn = vi.fn();
    const logger = { ...silent, warn };
    const worker = new ActivityWorker(domain, 'list', { client, register: true, types: [read], activities, logger });
    await worker.start();
    await worker.stop({ polls: 'abort' });

    expect(warn).not.toHaveBeenCalled();
  });

  it('compares a type that another actor has registered meanwhile', async () => {
    await using service = createLocalService();
    const client = service.client();
    await domain.save({ client });
    await activityType().save({ client });
    const types = [activityType({ defaultTaskPriority: 7 })];
    const worker = new ActivityWorker(domain, 'list', { client, register: true, types, activities });
    service.faults.set([{ operations: ['DescribeActivityType'], count: 1, fault: 'UnknownResourceFault' }]);

    await expect(worker.start()).rejects.toMatchObject({
      code: 'REGISTERED_DIFFERENTLY',
      message: expect.stringMatching(/ is registered differently: defaultTaskPriority is nothing, not 7$/),
    });
  });

  it.each([
    ['RegisterDomain', 'LimitExceededFault'],
    ['RegisterDomain', 'TooManyTagsFault'],
    ['RegisterActivityType', 'LimitExceededFault'],
    ['RegisterWorkflowType', 'LimitExceededFault'],
  ] as const)('fails at once if a quota is used up: %s, %s', async (operation, fault) => {
    await using service = createLocalService();
    const client = service.client();
    const types = [activityType(), workflow];
    const worker = new ActivityWorker(domain, 'list', { client, register: true, types, activities, logger: silent });
    const retried = vi.fn();
    worker.on('retry', retried);
    // If it were sent again, SWF would take it.
    service.faults.set([{ operations: [operation], count: 1, fault }]);

    await expect(worker.start()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED', fault });
    expect(retried).not.toHaveBeenCalled();
    expect(worker.state).toBe('stopped');
  });

  it('is repeated while SWF throttles it', async () => {
    await using service = createLocalService();
    const client = service.client({ maxAttempts: 1 });
    const worker = new ActivityWorker(domain, 'list', { client, register: true, activities, logger: silent });
    const retried: unknown[] = [];
    worker.on('retry', ({ operation, error }) => retried.push([operation, error]));
    service.faults.set([{ operations: ['RegisterDomain'], count: 1, fault: 'ThrottlingException' }]);
    await worker.start();
    await worker.stop({ polls: 'abort' });

    expect(retried).toEqual([['register', expect.objectContaining({ code: 'RATE_LIMIT_EXCEEDED' })]]);
    expect(await domain.exists({ client })).toBe(true);
  });

  it.each([
    [5, 'types must be a list of types, got 5'],
    [[workflow, { name: 'order' }], /^types\[1\] must be a type of @swf\/models, got /],
  ])('refuses types that are none: %j', (types, message) => {
    expect(() => new ActivityWorker(domain, 'list', { types: types as never })).toThrow(message);
  });

  it('is off by default', async () => {
    await using service = createLocalService();
    const client = service.client();
    const worker = new ActivityWorker(new Domain('other'), 'list', { client, types: [activityType()], activities });
    worker.on('error', () => undefined);
    await worker.start();
    await worker.stop({ polls: 'abort' });

    expect(await new Domain('other').exists({ client })).toBe(false);
  });
});
