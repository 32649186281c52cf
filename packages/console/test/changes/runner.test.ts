import type { SWFClient } from '@aws-sdk/client-swf';
import { type BatchOptions, changeRuns, type Outcome, type Selected } from '@swf/console/changes';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestService, startOrders, type TestService } from '../support/service.js';

const MOST_IN_FLIGHT = 20;

/** A batch that stops nothing, waits no time, and keeps what it records and for how long it waits. */
function batchOf({ domain, client }: TestService, options: Partial<BatchOptions> = {}) {
  const recorded: (readonly [string, Outcome])[] = [];
  const waits: number[] = [];
  const batch: BatchOptions = {
    domain,
    client,
    change: { operation: 'terminate' },
    requestsPerSecond: 4,
    signal: new AbortController().signal,
    delay: async (seconds) => {
      waits.push(seconds);
    },
    record: ({ workflowId }, outcome) => {
      recorded.push([workflowId, outcome]);
    },
    ...options,
  };
  return { batch, recorded, waits };
}

async function ordersOf(swf: TestService, count: number): Promise<readonly Selected[]> {
  const runIds = await startOrders(swf, count);
  return runIds.map((runId, index) => ({ workflowId: `order-${index + 1}`, runId }));
}

/** A client whose requests wait until they are let go. */
function heldClient(inner: SWFClient) {
  const held: (() => void)[] = [];
  const send = async (...given: readonly unknown[]): Promise<unknown> => {
    await new Promise<void>((resolve) => held.push(resolve));
    return Reflect.apply(inner.send, inner, given);
  };
  return { client: { send } as Pick<SWFClient, 'send'>, held };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('changeRuns()', () => {
  it('changes each run once, at its rate', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 3);
    const { batch, recorded, waits } = batchOf(swf);
    await changeRuns(orders, batch);
    expect(recorded.toSorted()).toEqual([
      ['order-1', 'done'],
      ['order-2', 'done'],
      ['order-3', 'done'],
    ]);
    expect(waits).toEqual([0.25, 0.25, 0.25]);
    const again = batchOf(swf);
    await changeRuns(orders, again.batch);
    expect(again.recorded.map(([, outcome]) => outcome)).toEqual(['closed', 'closed', 'closed']);
  });

  it(`has at most ${MOST_IN_FLIGHT} requests in flight, and ends when they have ended`, async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, MOST_IN_FLIGHT + 2);
    const { client, held } = heldClient(swf.client);
    const { batch, recorded } = batchOf(swf, { client });
    let isOver = false;
    const running = changeRuns(orders, batch).finally(() => {
      isOver = true;
    });
    for (const inFlight of [MOST_IN_FLIGHT, MOST_IN_FLIGHT + 1, MOST_IN_FLIGHT + 2]) {
      await vi.waitFor(() => expect(held).toHaveLength(inFlight), { timeout: 90_000 });
      // Whatever it could send by now, it would have sent.
      await new Promise((resolve) => setImmediate(resolve));
      expect(held).toHaveLength(inFlight);
      held[inFlight - MOST_IN_FLIGHT]?.();
    }
    await vi.waitFor(() => expect(recorded).toHaveLength(3), { timeout: 90_000 });
    expect(isOver).toBe(false);
    for (const go of held) go();
    await running;
    expect(recorded).toHaveLength(orders.length);
  });

  it('records why a run failed, and goes on', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 2);
    swf.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'OperationNotPermittedFault' }]);
    const record = vi.fn<BatchOptions['record']>();
    await changeRuns(orders, batchOf(swf, { record }).batch);
    expect(record.mock.calls.map(([{ workflowId }, ...outcome]) => [workflowId, ...outcome])).toEqual([
      ['order-1', 'failed', expect.stringMatching(/^WorkflowExecution "order-1" .* access denied/)],
      ['order-2', 'failed', expect.stringMatching(/^WorkflowExecution "order-2" .* access denied/)],
    ]);
  });

  it('tries a throttled request again, after up to 1 s doubling to 30 s', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 1);
    swf.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'ThrottlingException', count: 7 }]);
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { batch, recorded, waits } = batchOf(swf, { client: swf.service.client({ maxAttempts: 1 }) });
    await changeRuns(orders, batch);
    expect(waits).toEqual([0.25, 1, 2, 4, 8, 16, 30, 30]);
    expect(recorded).toEqual([['order-1', 'done']]);
  });

  it('sends nothing more once it is stopped, and records nothing of a run that waits to be tried again', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 3);
    swf.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'ThrottlingException', count: 1 }]);
    const stop = new AbortController();
    const { batch, recorded } = batchOf(swf, {
      client: swf.service.client({ maxAttempts: 1 }),
      signal: stop.signal,
      // The first wait is that for the second run.
      delay: async (seconds, signal) => {
        if (seconds === 0.25) return;
        stop.abort();
        signal.throwIfAborted();
      },
      requestsPerSecond: 4,
    });
    await changeRuns(orders.slice(0, 1), batch);
    await changeRuns(orders, batch);
    expect(recorded).toEqual([]);
  });

  it('ends if SWF does not know the domain, and takes no run for closed', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 3);
    const { batch, recorded } = batchOf(swf, { domain: { name: 'elsewhere' } });
    await expect(changeRuns(orders, batch)).rejects.toThrow(
      'Domain "elsewhere" does not exist: Unknown domain: elsewhere',
    );
    expect(recorded).toEqual([]);
  });

  it('ends if an outcome cannot be recorded', async () => {
    await using swf = await createTestService();
    const orders = await ordersOf(swf, 3);
    const failure = new Error('no space left');
    const recorded: string[] = [];
    const { batch } = batchOf(swf, {
      record: ({ workflowId }) => {
        recorded.push(workflowId);
        throw failure;
      },
      delay: () => vi.waitFor(() => expect(recorded).not.toEqual([]), { timeout: 90_000 }),
    });
    await expect(changeRuns(orders, batch)).rejects.toBe(failure);
    expect(recorded).toEqual(['order-1']);
  });
});
