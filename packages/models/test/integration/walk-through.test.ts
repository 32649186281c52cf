import { createLocalService } from '@swf/local';
import { Difference, Domain } from '@swf/models';
import { DoesNotExistError } from '@swf/settings/errors';
import { expect, it } from 'vitest';

it('walks a domain through its life', async () => {
  const service = createLocalService();
  const client = service.client();
  const domain = new Domain('orders', { description: 'Order fulfillment', retentionPeriodInDays: 60 });

  expect(await domain.exists({ client })).toBe(false);
  expect(await domain.isSynced({ client })).toBe(false);
  expect(await domain.changes({ client }).catch(DoesNotExistError.is)).toBe(true);

  expect(await domain.save({ client })).toBe(domain);
  expect(await domain.exists({ client })).toBe(true);
  expect(await domain.isSynced({ client })).toBe(true);
  expect([...(await domain.changes({ client }))]).toEqual([]);

  await domain.deprecate({ client });
  expect(await domain.isSynced({ client })).toBe(false);
  expect([...(await domain.changes({ client }))]).toEqual([new Difference('status', 'REGISTERED', 'DEPRECATED')]);

  const fresh = await domain.upstream({ client });
  expect(fresh).toMatchObject({
    name: 'orders',
    description: 'Order fulfillment',
    retentionPeriodInDays: 60,
    status: 'DEPRECATED',
    arn: expect.stringMatching(/^arn:aws:swf:.*:\/domain\/orders$/),
  });
  expect(await fresh.isSynced({ client })).toBe(true);
  expect(await (await fresh.undeprecate({ client })).isSynced({ client })).toBe(true);
  expect(await domain.isSynced({ client })).toBe(true);
  await service.close();
});
