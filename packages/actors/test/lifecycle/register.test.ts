import { ActivityWorker, RegisteredDifferentlyError } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { activityType, domain, workflow } from '../support/workflow.js';

const activities = { activity: () => 'done' };

describe('Registration', () => {
  it('adds missing domains and types, and accepts existing ones', async () => {
    await using service = createLocalService();
    const client = service.client();
    const types = [activityType(), workflow];
    const workers = [1, 2, 3].map(
      () => new ActivityWorker(domain, 'list', { client, register: true, types, activities }),
    );

    await Promise.all(workers.map((worker) => worker.start()));
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
