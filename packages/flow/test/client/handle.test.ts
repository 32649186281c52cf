import { signal, workflow } from '@swf/flow';
import { createLocalService } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { expect, it } from 'vitest';

const go = signal<number>('go');
const order = workflow('order', '1.0', { taskList: 'flows' });

it('A handle on a run sends requests by its own client if that of a call is undefined', async () => {
  await using service = createLocalService();
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
  await new WorkflowType(domain, 'order', '1.0').save({ client });
  const run = await order.start(domain, { workflowId: 'order-1', client });
  const leftOpen = { client: undefined };

  await run.signal(go, 1, leftOpen);
  await run.requestCancel(leftOpen);
  expect([await run.state(leftOpen), await run.waiting(leftOpen)]).toEqual([undefined, []]);
  await run.terminate(leftOpen);
  await expect(run.result(leftOpen)).rejects.toMatchObject({ closeStatus: 'TERMINATED' });
});
