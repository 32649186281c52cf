import { SWFServiceException } from '@aws-sdk/client-swf';
import { ActivityWorker, Decider } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { OperationNotPermittedError } from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { disturbedClient } from '../support/disturbed-client.js';
import { eventually } from '../support/eventually.js';
import { describedType, LoneWorker, stopLone } from '../support/lone-worker.js';
import { next, openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { passDuring, passUntil, useVirtualTime } from '../support/virtual-time.js';
import { domain, startExecution } from '../support/workflow.js';

const activities = { activity: () => 'done' };
const refused = (fault: string) => new OperationNotPermittedError('refused', { fault });
const operations = (actor: ActivityWorker | Decider) => actor.health().refusals.map(({ operation }) => operation);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('The health of an actor', () => {
  it('lists refused polls until SWF accepts them', async () => {
    const clock = new VirtualClock();
    await using swf = await openService({
      clock,
      faults: [{ operations: ['PollForActivityTask'], count: 1, fault: 'AccessDeniedException' }],
    });
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    const error = next(worker, 'error');
    await worker.start();
    await error;
    expect(worker.health().refusals).toEqual([
      {
        operation: 'poll',
        taskList: 'activities',
        error: expect.stringMatching(
          /^OperationNotPermittedError: TaskList "activities" of domain "test".*access denied/,
        ),
        since: expect.any(Date),
      },
    ]);
    const polled = next(worker, 'polled');
    await eventually(() => expect(worker.health().openPolls).toBe(1));
    await clock.advance({ seconds: 60 });
    await polled;

    expect(worker.health().refusals).toEqual([]);
    await worker.stop({ polls: 'abort' });
  });
});

describe('A refused poll', () => {
  it('is retried at least once a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    await using swf = await openService();
    const client = disturbedClient(swf.service, (operation) =>
      operation === 'PollForActivityTask' ? 'accessDenied' : undefined,
    );
    const worker = new ActivityWorker(domain, 'activities', { client, activities, logger: silent });
    const delays: number[] = [];
    worker.on('retry', ({ delayInSeconds }) => delays.push(delayInSeconds));
    await worker.start();
    while (delays.length < 12) await vi.advanceTimersByTimeAsync(1_000);
    await worker.stop({ polls: 'abort' });

    expect(Math.max(...delays)).toBeCloseTo(59.4);
  });
});

describe('The refusal of an answer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('ends with the task that it was for, and is no new error for the next task', async () => {
    const answer = () => Promise.reject(refused('AccessDeniedException'));
    const worker = new LoneWorker(() => 'done', { answer }, 2, {
      concurrency: 1,
      activities: { activity: { startToCloseTimeout: 60, heartbeatTimeout: 'NONE', perform: () => 'done' } },
    });
    const [errors, lost] = [vi.fn(), vi.fn()];
    worker.on('error', errors).on('lost', lost);
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(operations(worker)).toEqual(['RespondActivityTaskCompleted']);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(operations(worker)).toEqual(['RespondActivityTaskCompleted']);
    await vi.advanceTimersByTimeAsync(70_000);

    expect(operations(worker)).toEqual([]);
    expect([lost.mock.calls.length, errors.mock.calls.length]).toEqual([2, 1]);
    await stopLone(worker);
  });

  it.each([
    ['ends with any accepted request if it was for the credentials', 'ExpiredTokenException', []],
    ['outlives other requests if a permission is missing', 'AccessDeniedException', ['RespondActivityTaskCompleted']],
  ])('%s', async (_, fault, expected) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const answer = () => Promise.reject(refused(fault));
    const worker = new LoneWorker(() => 'done', { answer });
    const atHeartbeats: string[][] = [];
    worker.on('heartbeat', () => atHeartbeats.push(operations(worker)));
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(operations(worker)).toEqual(['RespondActivityTaskCompleted']);
    await vi.advanceTimersByTimeAsync(5000);
    await stopLone(worker);

    expect(atHeartbeats).toEqual([expected]);
  });
});

describe('The refusal of a heartbeat', () => {
  it('ends with its task', async () => {
    vi.useFakeTimers();
    let end = (_result: string) => {};
    const perform = () =>
      new Promise<string>((resolve) => {
        end = resolve;
      });
    const worker = new LoneWorker(perform, { heartbeat: () => Promise.reject(refused('AccessDeniedException')) });
    await worker.start();
    await vi.advanceTimersByTimeAsync(6000);
    expect(operations(worker)).toEqual(['heartbeat']);
    end('done');
    await vi.advanceTimersByTimeAsync(0);

    expect(operations(worker)).toEqual([]);
    await stopLone(worker);
  });
});

describe('The refusal of DescribeActivityType', () => {
  it('is one for each type, and ends when no task needs the type', async () => {
    vi.useFakeTimers();
    const denied = new SWFServiceException({
      name: 'AccessDeniedException',
      message: 'refused',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, requestId: 'r' },
    });
    let isAllowed = false;
    const ends: (() => void)[] = [];
    const perform = () => new Promise<void>((resolve) => ends.push(resolve));
    const worker = new LoneWorker(
      perform,
      {
        describe: async (type) => {
          if (type === 'ship' || !isAllowed) throw denied;
          return describedType('NONE');
        },
      },
      2,
      { activities: { activity: perform, ship: perform } },
    );
    const errors = vi.fn();
    worker.on('error', errors);
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(operations(worker)).toEqual(['DescribeActivityType', 'DescribeActivityType']);
    isAllowed = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.health().refusals).toMatchObject([{ error: expect.stringContaining('"ship@1.0"') }]);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(0);

    expect(operations(worker)).toEqual([]);
    expect(errors).toHaveBeenCalledTimes(2);
    await stopLone(worker);
  });
});

describe('The refusal of a history', () => {
  it('is one, however many tasks come whole meanwhile', async () => {
    useVirtualTime();
    await using swf = await openService();
    const { client, service } = swf;
    const execution = await startExecution(client, 'old');
    const first = new Decider(domain, 'decisions', { client });
    await first.complete((await first.poll())?.taskToken ?? '');
    await execution.signal('go', undefined, { client });
    service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault: 'AccessDeniedException' }]);
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: () => [], minimumPollers: 2 });
    const [errors, retried] = [vi.fn(), vi.fn()];
    decider.on('error', errors).on('retry', retried);
    const atDecisions: string[][] = [];
    decider.on('completed', () => atDecisions.push(operations(decider)));
    await decider.start();
    await passUntil(() => errors.mock.calls.length > 0);
    for (let count = 1; count <= 3; count += 1) {
      const retries = retried.mock.calls.length;
      await startExecution(client, `new-${count}`);
      await passUntil(() => atDecisions.length === count && retried.mock.calls.length > retries);
    }
    await passDuring(decider.stop({ polls: 'abort', graceInSeconds: 0 }));

    expect(atDecisions).toEqual([['history'], ['history'], ['history']]);
    expect(errors).toHaveBeenCalledTimes(1);
  });

  it('outlives the pages of polls, which have a permission of their own', async () => {
    useVirtualTime();
    await using swf = await openService();
    const client = disturbedClient(swf.service, (operation) =>
      operation === 'GetWorkflowExecutionHistory' ? 'accessDenied' : undefined,
    );
    const old = await startExecution(swf.client, 'old');
    const first = new Decider(domain, 'decisions', { client: swf.client });
    await first.complete((await first.poll())?.taskToken ?? '');
    await old.signal('go', undefined, { client: swf.client });
    const decider = new Decider(domain, 'decisions', { client, logger: silent });
    decider.on('error', () => {});
    const unread = decider.poll();
    unread.catch(() => {});
    await passUntil(() => operations(decider).includes('history'));
    const paged = await startExecution(swf.client, 'paged');
    await paged.signal('tick', undefined, { client: swf.client });
    const task = await decider.poll({ maximumPageSize: 1 });

    expect(task?.history.length).toBeGreaterThan(1);
    expect(operations(decider)).toEqual(['history']);
    await expect(passDuring(unread)).rejects.toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });
  });

  it('of a page of a poll ends with the next page that comes', async () => {
    useVirtualTime();
    await using swf = await openService();
    let pages = 0;
    const client = disturbedClient(swf.service, (_, body) => {
      if (!body.includes('nextPageToken')) return undefined;
      pages += 1;
      return pages === 1 || pages === 3 ? 'accessDenied' : undefined;
    });
    const decider = new Decider(domain, 'decisions', { client, logger: silent });
    const seen: unknown[] = [];
    decider.on('error', () => seen.push(...decider.health().refusals));
    const execution = await startExecution(swf.client);
    await execution.signal('tick', undefined, { client: swf.client });
    const task = await passDuring(decider.poll({ maximumPageSize: 1 }));

    expect(task?.history.length).toBe(task?.startedEventId);
    // The second is a new one.
    const refusal = { operation: 'history', taskList: 'decisions' };
    expect(seen).toMatchObject([refusal, refusal]);
    expect(operations(decider)).toEqual([]);
  });

  it('ends with the task that it was read for', async () => {
    useVirtualTime();
    await using swf = await openService();
    const client = disturbedClient(swf.service, (operation, body) =>
      operation === 'GetWorkflowExecutionHistory' || body.includes('nextPageToken') ? 'accessDenied' : undefined,
    );
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: () => [] });
    const lost = vi.fn();
    decider.on('error', () => {}).on('lost', lost);
    const execution = await startExecution(swf.client);
    await execution.signal('tick', undefined, { client: swf.client });
    const polled = decider.poll({ maximumPageSize: 1 });
    polled.catch(() => {});
    await passUntil(() => operations(decider).includes('history'));
    await expect(passDuring(polled)).rejects.toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });

    expect(lost).toHaveBeenCalledTimes(1);
    expect(operations(decider)).toEqual([]);
  });
});
