import { Actor } from '@swf/actors';
import { activity, FlowDecider, flowWorker, implement, workflow } from '@swf/flow';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import type { Timeout } from '@swf/settings/wire';
import { describe, expect, it, vi } from 'vitest';
import { pass, passDuring, useVirtualTime } from './support/virtual-time.js';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const WORK_IN_SECONDS = 300;
const OUTAGE_IN_SECONDS = 100;

/**
 * Calls an activity that works for 300 seconds with another heartbeat timeout than its definition
 * has, and loses its heartbeats for 100 seconds if `isOut`; returns how the run ended, and how often
 * the work was done.
 */
async function callWith(
  heartbeatTimeout: Timeout,
  ofDefinition: Timeout | undefined,
  { isOut }: { readonly isOut: boolean },
) {
  useVirtualTime();
  const service = createLocalService();
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
  const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 3600, heartbeatTimeout: ofDefinition });
  const calling = workflow('calling', '1.0', { taskList: 'flows' }, () => work(undefined, { heartbeatTimeout }));
  const perform = vi.fn(async (_input: unknown, { signal }: { readonly signal: AbortSignal }) => {
    await new Promise((resolve) => setTimeout(resolve, WORK_IN_SECONDS * 1000));
    return signal.aborted ? 'aborted' : 'done';
  });
  const actors = await passDuring(
    Actor.run(
      new FlowDecider(domain, 'flows', { client, logger: QUIET, workflows: [calling] }),
      flowWorker(domain, 'work', [implement(work, perform)], { client, logger: QUIET }),
    ),
  );
  if (isOut) {
    service.faults.set([{ operations: ['RecordActivityTaskHeartbeat'], rate: 1, fault: 'ThrottlingException' }]);
  }
  const { execution } = await passDuring(calling.start(domain, { workflowId: 'calling-1', client }));
  await pass(OUTAGE_IN_SECONDS);
  service.faults.set([]);
  await pass(WORK_IN_SECONDS);
  const run = { workflowId: 'calling-1', runId: `${execution.runId}` };
  const { last } = await passDuring(new HistoryQuerySet(domain).get(run, { client }));
  await passDuring(actors.stop({ polls: 'abort', graceInSeconds: 0 }));
  await passDuring(service.close());
  return { name: last?.name, attributes: last?.attributes, performed: perform.mock.calls.length };
}

describe('Work whose call has a heartbeat timeout of its own', () => {
  const done = { name: 'WorkflowExecutionCompleted', attributes: { result: '"done"' }, performed: 1 };

  it.each<[string, Timeout | undefined]>([
    ['longer', 3600],
    ['none', undefined],
  ])('sends heartbeats in time, if that of its definition is %s', async (_, ofDefinition) => {
    expect(await callWith(60, ofDefinition, { isOut: false })).toMatchObject(done);
  });

  it.each<[string, Timeout]>([
    ['longer than that of its definition', 600],
    ['none', 'NONE'],
  ])(
    'goes on through an outage that is longer than that of its definition, if its own is %s',
    async (_, heartbeatTimeout) => {
      expect(await callWith(heartbeatTimeout, 30, { isOut: true })).toMatchObject(done);
    },
  );
});
