import { expect, test } from 'vitest';
import { TypeTimeoutsCache } from '../../src/task/type-timeouts.js';
import { countRequests } from '../support/count-requests.js';
import { openService } from '../support/service.js';
import { domain } from '../support/workflow.js';

const TYPE = { name: 'activity', version: '1.0' };

test('asks SWF once for a type, and again where it could not be had', async () => {
  await using swf = await openService({}, { defaultTaskHeartbeatTimeout: 7 });
  const { client, service } = swf;
  const requests = countRequests(client);
  const cache = new TypeTimeoutsCache(domain);
  service.faults.set([{ operations: ['DescribeActivityType'], count: 1, fault: 'ThrottlingException' }]);

  await expect(cache.of(TYPE, client)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  const timeouts = { heartbeatTimeout: 7, startToCloseTimeout: 60 };
  expect(await Promise.all([cache.of(TYPE, client), cache.of(TYPE, client)])).toEqual([timeouts, timeouts]);
  expect(await cache.of(TYPE, client)).toEqual(timeouts);
  expect([...requests]).toEqual([['DescribeActivityType', 2]]);
});
