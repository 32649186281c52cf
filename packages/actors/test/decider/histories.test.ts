import type { SWFClient } from '@aws-sdk/client-swf';
import { Decider } from '@swf/actors';
import { MarkerDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { VirtualClock } from '@swf/local';
import type { WorkflowExecution } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { countRequests } from '../support/count-requests.js';
import { disturbedClient } from '../support/disturbed-client.js';
import { eventually } from '../support/eventually.js';
import { lagHistory, showFirst } from '../support/lagging-history.js';
import { pollsForNew } from '../support/polls-for-new.js';
import { running, signaled } from '../support/running-decider.js';
import { next, openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { domain, startExecution } from '../support/workflow.js';

/** Starts an execution whose next decision task has more than a page of history. */
async function startLong(client: SWFClient) {
  const execution = await startExecution(client);
  const decider = new Decider(domain, 'decisions', { client });
  const task = await decider.poll();
  const markers = Array.from({ length: 1100 }, (_, index) => MarkerDecision.record({ markerName: `${index}` }));
  await decider.complete(task?.taskToken ?? '', markers);
  await execution.signal('go', undefined, { client });
  return execution;
}

describe('Decider', () => {
  it('reads only the new events of an execution in its cache', async () => {
    const lengths: number[] = [];
    await using swf = await running(({ history }) => {
      lengths.push(history.length);
      return [MarkerDecision.record({ markerName: 'seen' })];
    });
    const counts = countRequests(swf.client);
    await signaled(swf, 4);

    expect(lengths.at(-1)).toBe(lengths.length * 5 - 2);
    expect(counts.get('GetWorkflowExecutionHistory')).toBeUndefined();
  });

  it('reads the whole history of an execution that another decider started on', async () => {
    await using swf = await openService();
    const { client } = swf;
    await startExecution(client);
    const first = new Decider(domain, 'decisions', { client });
    const second = new Decider(domain, 'decisions', { client });
    const begun = await first.poll();
    await first.complete(begun?.taskToken ?? '', [TimerDecision.start({ timerId: 'now', startToFireTimeout: 0 })]);

    const task = await second.poll();

    expect(task?.history.first?.name).toBe('WorkflowExecutionStarted');
    expect(task?.history.verify()).toEqual([]);
    expect(task?.history.last?.id).toBe(task?.startedEventId);
  });

  it.each([
    ['new events while they join those in its cache', {}, [true, true, true, true]],
    ['whole histories from the first that is not in its cache', { maxBytes: 1 }, [true, false, false, false]],
    ['whole histories without a cache', false, [false, false, false, false]],
  ] as const)('polls for %s', async (_, cache, expected) => {
    await using swf = await running(() => [], { concurrency: 1, cache });
    const polls = pollsForNew(swf.client);
    await signaled(swf, 3);
    await eventually(() => expect(polls).toHaveLength(4));

    // The poll for the first task was sent before the recording.
    expect(polls).toEqual(expected);
  });

  it('polls for new events however many executions begin, which come whole', async () => {
    await using swf = await running(() => [], { concurrency: 1, cache: { maxBytes: 1 } });
    const polls = pollsForNew(swf.client);
    for (const workflowId of ['a', 'b']) await signaled(swf, 0, workflowId);
    await signaled(swf, 1, 'c');
    await eventually(() => expect(polls).toHaveLength(4));

    expect(polls).toEqual([true, true, true, false]);
  });

  it('goes on polling for new events after one execution that is not in its cache, among many that are', async () => {
    await using swf = await openService();
    const { client, service } = swf;
    const other = new Decider(domain, 'decisions', { client: service.client() });
    const decider = new Decider(domain, 'decisions', { client });
    const polls = pollsForNew(client);
    const decide = async (by: Decider) => by.complete((await by.poll())?.taskToken ?? '');
    const known = await startExecution(client, 'known');
    await decide(decider);
    const unknown = await startExecution(client, 'unknown');
    await decide(other);
    for (const execution of [known, known, known, unknown, known]) {
      await execution.signal('go', undefined, { client });
      await decide(decider);
    }

    expect(polls).toEqual([true, true, true, true, true, true]);
  });

  it('counts SWF as accepting reads of histories again after one', async () => {
    await using swf = await openService();
    const execution = await startExecution(swf.client);
    const first = new Decider(domain, 'decisions', { client: swf.client });
    await first.complete((await first.poll())?.taskToken ?? '');
    await execution.signal('go', undefined, { client: swf.client });
    let reads = 0;
    const client = disturbedClient(swf.service, (operation) => {
      if (operation !== 'GetWorkflowExecutionHistory') return undefined;
      reads += 1;
      return reads === 1 || reads === 3 ? 'accessDenied' : undefined;
    });
    // The second read is accepted, and the history is read again all the same.
    lagHistory(
      client,
      showFirst((events) => events.slice(0, -1)),
    );
    const second = new Decider(domain, 'decisions', { client, logger: silent });
    const refusals: unknown[] = [];
    second.on('error', () => refusals.push(...second.health().refusals));

    const task = await second.poll();

    expect(task?.history.length).toBe(task?.startedEventId);
    expect(refusals).toMatchObject([{ operation: 'history' }, { operation: 'history' }]);
    expect(second.health().refusals).toEqual([]);
  });

  it('fills the gap in its cache after another decider took a turn', async () => {
    await using swf = await openService();
    const { client } = swf;
    const execution = await startExecution(client);
    const [first, second] = [
      new Decider(domain, 'decisions', { client }),
      new Decider(domain, 'decisions', { client }),
    ];
    for (const decider of [first, second, second, first]) {
      const task = await decider.poll();
      expect(task?.history.verify()).toEqual([]);
      expect(task?.history.length).toBe(task?.startedEventId);
      await decider.complete(task?.taskToken ?? '', [MarkerDecision.record({ markerName: 'turn' })]);
      await execution.signal('go', undefined, { client });
    }
  });

  it.each([undefined, false] as const)('collects all pages of a long history, cache: %s', async (cache) => {
    await using swf = await openService();
    const { client } = swf;
    await startLong(client);
    const decider = new Decider(domain, 'decisions', { client, cache });

    const task = await decider.poll();

    expect(task?.history.length).toBe(task?.startedEventId);
    expect(task?.history.verify()).toEqual([]);
  });

  it('retries a page after a transient failure', async () => {
    await using swf = await openService();
    const { client, service } = swf;
    const execution = await startLong(client);
    const decider = new Decider(domain, 'decisions', {
      client,
      cache: false,
      decide: () => [WorkflowExecutionDecision.complete({})],
    });
    const retries: string[] = [];
    decider.on('retry', ({ operation }) => retries.push(operation));
    service.faults.set([{ operations: ['PollForDecisionTask'], every: 2, count: 1, status: 503 }]);

    await decider.start();

    expect(await closed(client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    expect(retries).toEqual(['history']);
    await decider.stop({ polls: 'abort' });
  });

  it.each([
    ['has expired', 'ValidationException', 'Specified token has exceeded its maximum lifetime'],
    ['is refused', 'ValidationException', 'Invalid token'],
    ['belongs to an unknown task', 'UnknownResourceFault', 'Unknown execution'],
  ] as const)('falls back to GetWorkflowExecutionHistory if the page token of a poll %s', async (_, fault, message) => {
    await using swf = await openService();
    const { client, service } = swf;
    const execution = await startLong(client);
    const lengths: number[] = [];
    const decider = new Decider(domain, 'decisions', {
      client,
      cache: false,
      decide: ({ history, startedEventId }) => {
        lengths.push(history.length, startedEventId);
        return [WorkflowExecutionDecision.complete()];
      },
    });
    const errors: unknown[] = [];
    decider.on('error', (error) => errors.push(error));
    const retries: unknown[] = [];
    decider.on('retry', (retry) => retries.push(retry));
    service.faults.set([{ operations: ['PollForDecisionTask'], every: 2, count: 1, fault, message }]);

    await decider.start();

    expect(await closed(client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    expect(lengths[0]).toBe(lengths[1]);
    const about =
      'WorkflowExecution "w" of domain "test" has a page that cannot be polled, reading its history instead';
    expect(retries).toMatchObject([
      {
        operation: 'history',
        failures: 1,
        delayInSeconds: 0,
        error: { message: expect.stringMatching(new RegExp(`^${about}: .*${message}`)) },
      },
    ]);
    expect(errors).toEqual([]);
    await decider.stop({ polls: 'abort' });
  });

  it('cuts a page request that hangs when it stops', async () => {
    await using swf = await openService({
      clock: new VirtualClock(),
      faults: [{ operations: ['PollForDecisionTask'], every: 3, count: 1, latencyInSeconds: 86_400 }],
    });
    const { client } = swf;
    await startLong(client);
    const decider = new Decider(domain, 'decisions', { client, decide: () => [], concurrency: 1 });
    const requests = countRequests(client);
    await decider.start();
    await eventually(() => expect(requests.get('PollForDecisionTask')).toBe(2));

    const lost = next(decider, 'lost');
    const retried = vi.fn();
    decider.on('retry', retried);
    await expect(decider.stop({ graceInSeconds: 0 })).resolves.toBeUndefined();
    expect((await lost).reason).toBe('STOPPING');
    expect(retried).not.toHaveBeenCalled();
  });

  it('evicts an execution that it has closed in favor of open ones', async () => {
    await using swf = await running(
      ({ execution }) => (execution.workflowId === 'short' ? [WorkflowExecutionDecision.complete()] : []),
      { cache: { maxBytes: 30_000 }, concurrency: 1 },
    );
    const counts = countRequests(swf.client);
    const decided = async (event: () => Promise<unknown>) => {
      const completed = next(swf.decider, 'completed');
      await event();
      await completed;
    };
    let long: WorkflowExecution | undefined;
    await decided(async () => {
      long = await startExecution(swf.client, 'long');
    });
    for (const workflowId of ['short', 'other']) await decided(() => startExecution(swf.client, workflowId));
    await decided(async () => long?.signal('go', undefined, { client: swf.client }));

    expect(counts.get('GetWorkflowExecutionHistory')).toBeUndefined();
  });
});
