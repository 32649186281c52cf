import { ListOpenWorkflowExecutionsCommand, WorkflowExecutionAlreadyStartedFault } from '@aws-sdk/client-swf';
import { signal, workflow } from '@swf/flow';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { numberFrom } from '../support/schemas.js';

const order = workflow<void, string>('order', '1.0', { taskList: 'flows' });
const START = 'StartWorkflowExecutionCommand';
const LIST_OPEN = 'ListOpenWorkflowExecutionsCommand';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

interface Lag {
  /** How many listings of open runs are empty. */
  readonly listings?: number;
  /** How many listings of open runs still have the run of yesterday. */
  readonly staleListings?: number;
  /** How many starts are refused, whatever is open. */
  readonly refusals?: number;
}

/** A service with a run of yesterday that is closed, and what it is asked from then on. */
async function yesterday({ listings = 0, staleListings = 0, refusals = 0 }: Lag = {}) {
  const clock = new VirtualClock();
  const service = createLocalService({ clock });
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 7 }).save({ client });
  await new WorkflowType(domain, 'order', '1.0').save({ client });
  const old = await order.start(domain, { workflowId: 'order-42', client });
  const startTimeFilter = { oldestDate: new Date(0) };
  const { executionInfos: stale } = await client.send(
    new ListOpenWorkflowExecutionsCommand({ domain: 'flows', startTimeFilter }),
  );
  await old.terminate();
  await clock.advance({ days: 1 });
  const operations: string[] = [];
  const count = (operation: string) => operations.filter((each) => each === operation).length;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        operations.push(commandName);
        if (commandName === START && count(START) <= refusals)
          throw new WorkflowExecutionAlreadyStartedFault({ message: 'already open', $metadata: {} });
        const answer = await next(args);
        if (commandName !== LIST_OPEN || count(LIST_OPEN) > Math.max(listings, staleListings)) return answer;
        return { ...answer, output: { ...answer.output, executionInfos: staleListings > 0 ? stale : [] } };
      },
    { step: 'initialize' },
  );
  /** Ends each wait as soon as it begins. */
  const withoutWaits = async <Value>(promise: Promise<Value>): Promise<Value> => {
    let isSettled = false;
    void promise.catch(() => {}).then(() => (isSettled = true));
    while (!isSettled) {
      await vi.runOnlyPendingTimersAsync();
      await new Promise(setImmediate);
    }
    return promise;
  };
  const { faults } = service;
  return { client, domain, old, operations, count, faults, withoutWaits, [Symbol.asyncDispose]: () => service.close() };
}

describe('startOrGet', () => {
  it('finds the open run, though SWF still lists only the closed one', async () => {
    await using swf = await yesterday({ listings: 3 });
    const open = await order.start(swf.domain, { workflowId: 'order-42', client: swf.client });
    const { domain, client } = swf;
    const found = await swf.withoutWaits(order.startOrGet(domain, { workflowId: 'order-42', client }));

    expect(found.execution.runId).toBe(open.execution.runId);
    expect(found.execution.executionStatus).toBe('OPEN');
    expect(swf.count(LIST_OPEN)).toBe(4);
  });

  it('takes no run that is still listed as open, but has closed', async () => {
    await using swf = await yesterday({ staleListings: 2 });
    const { domain, client } = swf;
    const open = await order.start(domain, { workflowId: 'order-42', client });
    const found = await swf.withoutWaits(order.startOrGet(domain, { workflowId: 'order-42', client }));

    expect(found.execution.runId).toBe(open.execution.runId);
    expect(swf.count(LIST_OPEN)).toBe(3);
  });

  it('tries again if SWF lists the open run, but does not describe it yet', async () => {
    await using swf = await yesterday();
    const { domain, client } = swf;
    const open = await order.start(domain, { workflowId: 'order-42', client });
    swf.faults.set([{ operations: ['DescribeWorkflowExecution'], count: 1, fault: 'UnknownResourceFault' }]);
    const found = await swf.withoutWaits(order.startOrGet(domain, { workflowId: 'order-42', client }));

    expect(found.execution.runId).toBe(open.execution.runId);
    expect(swf.count(LIST_OPEN)).toBe(2);
  });

  it('starts a run if the open one has closed before it was listed', async () => {
    await using swf = await yesterday({ refusals: 2 });
    const { domain, client, old } = swf;
    const started = await swf.withoutWaits(order.startOrGet(domain, { workflowId: 'order-42', client }));

    expect(swf.count(START)).toBe(3);
    expect(started.execution.runId).not.toBe(old.execution.runId);
    expect((await started.execution.upstream({ client })).executionStatus).toBe('OPEN');
  });

  it('rejects if SWF never lists the run that is in the way, and takes no closed one', async () => {
    await using swf = await yesterday({ refusals: Number.POSITIVE_INFINITY });
    const { domain, client } = swf;
    const rejected = swf.withoutWaits(order.startOrGet(domain, { workflowId: 'order-42', client }));

    await expect(rejected).rejects.toMatchObject({ code: 'WORKFLOW_EXECUTION_ALREADY_STARTED' });
    expect(swf.operations).not.toContain('ListClosedWorkflowExecutionsCommand');
  });
});

describe('signalWithStart', () => {
  it('signals the open run, though SWF still lists only the closed one', async () => {
    await using swf = await yesterday({ listings: 2 });
    const { domain, client } = swf;
    const open = await order.start(domain, { workflowId: 'order-42', client });
    const go = signal<number>('go');
    const options = { workflowId: 'order-42', signal: go, payload: 1, client };
    const signaled = await swf.withoutWaits(order.signalWithStart(domain, options));

    expect(signaled.execution.runId).toBe(open.execution.runId);
    expect(swf.operations.at(-1)).toBe('SignalWorkflowExecutionCommand');
  });

  it('signals the open run, though SWF still lists another as open that has closed', async () => {
    await using swf = await yesterday({ staleListings: 1 });
    const { domain, client } = swf;
    const open = await order.start(domain, { workflowId: 'order-42', client });
    const options = { workflowId: 'order-42', signal: signal<number>('go'), payload: 1, client };
    const signaled = await swf.withoutWaits(order.signalWithStart(domain, options));

    expect(signaled.execution.runId).toBe(open.execution.runId);
    expect(swf.operations.at(-1)).toBe('SignalWorkflowExecutionCommand');
  });

  it.each<[string, object, message: string]>([
    ['is no signal', { signal: 'go' }, 'signal must be'],
    ['does not match its schema', { signal: signal('go', { schema: numberFrom('number') }), payload: 'x' }, 'payload'],
    ['is too long', { signal: signal('go'), payload: 'x'.repeat(40_000) }, 'payload must have'],
  ])('starts no run if what is to be sent %s', async (_, given, message) => {
    await using swf = await yesterday();
    const options = { workflowId: 'order-42', client: swf.client, ...given };

    await expect(order.signalWithStart(swf.domain, options as never)).rejects.toThrow(message);
    expect(swf.operations).toEqual([]);
  });
});
