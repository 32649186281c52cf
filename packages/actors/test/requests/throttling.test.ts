import { expect, it, vi } from 'vitest';
import { ActivityWorker, Decider } from '../../src/index.js';
import { sharedBackoff } from '../../src/requests/backoff.js';
import { next, openService } from '../support/service.js';
import { domain } from '../support/workflow.js';

it('when SWF throttles one actor, all that share its client poll less', async () => {
  await using swf = await openService();
  const { client, service } = swf;
  service.faults.set([{ operations: ['PollForActivityTask'], fault: 'ThrottlingException' }]);
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const worker = new ActivityWorker(domain, 'activities', { client, logger, activities: { activity: () => 'done' } });
  const bystander = new Decider(domain, 'decisions', { client, logger, decide: () => [] });
  const throttled = next(worker, 'retry');
  await worker.start();
  expect((await throttled).error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });

  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  expect(sharedBackoff(bystander.client).delay()).toBeGreaterThan(0);
  expect(sharedBackoff(service.client()).delay()).toBe(0);
  vi.restoreAllMocks();
  await worker.stop({ polls: 'abort' });
});
