import { type HistoryEvent, SWFServiceException, UnknownResourceFault } from '@aws-sdk/client-swf';
import { workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain, WaitTimeoutError, WorkflowType } from '@swf/models';
import type { Client } from '@swf/settings/request';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const order = workflow<void, string>('order', '1.0', {});
const begun = () => new HistoryBuilder().decisionTask();
const open = begun();
const closed = begun().workflowExecutionCompleted({ result: '"done"' });
const unknown = new UnknownResourceFault({ message: 'Unknown execution', $metadata: {} });
const throttled = new SWFServiceException({
  name: 'ThrottlingException',
  $fault: 'client',
  message: 'Rate exceeded',
  $metadata: {},
});
const failing = new SWFServiceException({
  name: 'InternalFailure',
  $fault: 'server',
  $metadata: { httpStatusCode: 500, requestId: 'request-1' },
});

const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

type Answer = HistoryBuilder | Error;

/** Waits without letting time pass, as `vi.waitUntil` would with a clock of its own. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Waits for a result while SWF gives these answers in turn, and the last one from then on. */
async function waited(
  answers: readonly Answer[],
  { seconds = 3600, maxWaitTime }: { readonly seconds?: number; readonly maxWaitTime?: number } = {},
) {
  await using service = createLocalService();
  const client = service.client();
  const began = performance.now();
  const requests: { readonly at: number; readonly runId: unknown; readonly input: object }[] = [];
  client.middlewareStack.add(
    () => async (request) => {
      const { execution } = request.input as { readonly execution?: { readonly runId?: string } };
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push({ at: (performance.now() - began) / 1000, runId: execution?.runId, input: request.input });
      if (answer instanceof Error) throw answer;
      const { events } = answer?.build().toJSON() ?? { events: [] };
      return { response: {}, output: { $metadata: {}, events: events.slice(-1) as HistoryEvent[] } };
    },
    { step: 'initialize' },
  );
  let outcome: unknown;
  const run = order.run({ name: 'flows' }, { workflowId: 'order-1', runId: 'run-1', client });
  const ended = run.result({ maxWaitTime }).then(
    (result) => {
      outcome = result;
    },
    (error: unknown) => {
      outcome = error;
    },
  );
  while (outcome === undefined && performance.now() - began < seconds * 1000) {
    await until(() => outcome !== undefined || vi.getTimerCount() > (maxWaitTime === undefined ? 0 : 1));
    const seen = requests.length;
    if (outcome === undefined) vi.advanceTimersToNextTimer();
    await until(() => outcome !== undefined || requests.length > seen);
  }
  if (outcome !== undefined) await ended;
  const [times, runs, inputs] = [
    requests.map(({ at }) => at),
    requests.map(({ runId }) => runId),
    requests.map(({ input }) => input),
  ];
  return { outcome, times, runs, inputs };
}

describe('Run.result', () => {
  it('looks at once, and again after 1 s, growing to 15 s', async () => {
    const { times } = await waited([open], { seconds: 62 });
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(times[0]).toBe(0);
    expect(waits.map((wait) => Number(wait.toFixed(2)))).toEqual([1, 1.5, 2.25, 3.38, 5.06, 7.59, 11.39, 15, 15]);
  });

  it('requests no more than the newest event', async () => {
    const { inputs } = await waited([open, closed]);
    expect(inputs).toMatchObject(Array(2).fill({ maximumPageSize: 1, reverseOrder: true }));
  });

  it('begins to wait anew for the run that a run continued as', async () => {
    const continued = begun().workflowExecutionContinuedAsNew({ newExecutionRunId: 'run-2' });
    const { outcome, times, runs } = await waited([open, open, continued, open, closed]);
    expect(runs).toEqual(['run-1', 'run-1', 'run-1', 'run-2', 'run-2']);
    expect(times).toEqual([0, 1, 2.5, 2.5, 3.5]);
    expect(outcome).toBe('done');
  });

  it('waits 10 s for a run that SWF does not know yet', async () => {
    const known = await waited([unknown, unknown, closed]);
    expect(known.outcome).toBe('done');
    const late = await waited([unknown, unknown, unknown, unknown, unknown, closed]);
    expect(late.outcome).toBe('done');
    const never = await waited([unknown]);
    expect(never.times.at(-1)).toBeCloseTo(13.19, 2);
    expect(never.outcome).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it.each([
    [9.9, 'WAIT_TIMEOUT'],
    [10.1, 'DOES_NOT_EXIST'],
  ])('takes a run for one that SWF does not know yet within 10 s: not known after %s s, %s', async (seconds, code) => {
    const { outcome, times } = await waited([unknown], { maxWaitTime: seconds });
    expect(times.at(-1)).toBeCloseTo(seconds, 2);
    expect(outcome).toMatchObject({ code });
  });

  it('waits 10 s for each run that a run continued as', async () => {
    const continued = begun().workflowExecutionContinuedAsNew({ newExecutionRunId: 'run-2' });
    const after = Array<Answer>(10).fill(open);
    const known = await waited([...after, continued, unknown, unknown, closed]);
    expect(known.times.at(-1)).toBeGreaterThan(60);
    expect(known.outcome).toBe('done');
    const never = await waited([...after, continued, unknown]);
    expect((never.times.at(-1) ?? 0) - (never.times.at(after.length) ?? 0)).toBeCloseTo(13.19, 2);
    expect(never.outcome).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it.each<[string, HistoryBuilder, closeStatus: string, reason: string]>([
    ['fails with a reason', begun().workflowExecutionFailed({ reason: 'declined' }), 'FAILED', 'declined'],
    ['fails without a reason', begun().workflowExecutionFailed(), 'FAILED', 'no reason given'],
    ['is canceled', begun().workflowExecutionCanceled(), 'CANCELED', 'its cancellation was requested'],
    ['times out', begun().workflowExecutionTimedOut(), 'TIMED_OUT', 'START_TO_CLOSE'],
    [
      'is terminated with a reason',
      begun().workflowExecutionTerminated({ reason: 'not needed', cause: 'OPERATOR_INITIATED' }),
      'TERMINATED',
      'not needed',
    ],
    [
      'is terminated without a reason',
      begun().workflowExecutionTerminated({ cause: 'CHILD_POLICY_APPLIED' }),
      'TERMINATED',
      'CHILD_POLICY_APPLIED',
    ],
  ])('rejects for a run that %s', async (_, ended, closeStatus, reason) => {
    const { outcome } = await waited([open, ended]);
    expect(outcome).toMatchObject({
      code: 'RUN_FAILED',
      closeStatus,
      reason,
      message: `workflow execution order-1 is ${closeStatus}: ${reason}`,
    });
  });

  it('waits as long as SWF refuses the rate', async () => {
    const { outcome, times } = await waited([...Array<Answer>(7).fill(throttled), closed]);
    expect(outcome).toBe('done');
    expect(times.at(-1)).toBeGreaterThan(10);
  });

  it('waits as long as SWF answers with a 5xx', async () => {
    const { outcome, times } = await waited([...Array<Answer>(7).fill(failing), closed]);
    expect(outcome).toBe('done');
    expect(times.at(-1)).toBeGreaterThan(10);
  });

  it('waits as long as SWF does not say which run of a workflow id is the latest', async () => {
    await using service = createLocalService({ clock: new VirtualClock() });
    const client = service.client({ maxAttempts: 1 });
    const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
    await new WorkflowType(domain, 'order', '1.0').save({ client });
    const { execution } = await order.start(domain, { workflowId: 'order-1', taskList: 'flows', client });
    await execution.terminate({ client });
    service.faults.set([
      { fault: 'ThrottlingException', count: 1 },
      { fault: 'InternalFailure', count: 1 },
    ]);
    const closed = expect(order.run(domain, { workflowId: 'order-1', client }).result()).rejects.toMatchObject({
      closeStatus: 'TERMINATED',
    });
    for (let wait = 0; wait < 2; wait++) {
      await until(() => vi.getTimerCount() > 0);
      vi.advanceTimersToNextTimer();
    }
    await closed;
    await expect(order.run(domain, { workflowId: 'never', client }).result()).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
    });
  });

  it('waits until a lost connection is back, but not for one that never was', async () => {
    const back = await waited([open, ...Array<Answer>(7).fill(lost), closed]);
    expect(back.outcome).toBe('done');
    expect(back.times.at(-1)).toBeGreaterThan(10);
    const never = await waited([lost, closed]);
    expect(never.outcome).toMatchObject({ code: 'CONNECTION' });
    const gone = await waited([open, lost], { maxWaitTime: 2 });
    expect(gone.outcome).toMatchObject({ code: 'WAIT_TIMEOUT' });
  });

  it('gives up after maxWaitTime, having looked once more', async () => {
    const { outcome, times } = await waited([open], { maxWaitTime: 2 });
    expect(times).toEqual([0, 1, 2]);
    expect(outcome).toHaveProperty(
      'message',
      'WorkflowExecution "order-1", run run-1, of domain "flows" did not close within 2 s',
    );
  });

  it('gives up soon after maxWaitTime if SWF does not answer', async () => {
    const client = { send: () => new Promise(() => {}) } as unknown as Client;
    const run = order.run({ name: 'flows' }, { workflowId: 'order-1', client });
    const given = expect(run.result({ maxWaitTime: 2 })).rejects.toThrow(
      new WaitTimeoutError('WorkflowExecution "order-1" of domain "flows" did not close within 2 s'),
    );
    await vi.advanceTimersByTimeAsync(3000);
    await given;
  });
});
