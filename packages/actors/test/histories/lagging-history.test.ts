import type { HistoryEvent } from '@aws-sdk/client-swf';
import { Decider, type DecisionTask } from '@swf/actors';
import { MarkerDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { countRequests } from '../support/count-requests.js';
import { lagHistory, type Show, showFirst } from '../support/lagging-history.js';
import { next, openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { pass, passDuring, passUntil, useVirtualTime } from '../support/virtual-time.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

const hideLast =
  (count: number): Show =>
  (events) =>
    events.slice(0, -count);
const hideThird: Show = (events) => events.filter(({ eventId }) => eventId !== 3);
const hideThirdOfMore: Show = (events) => {
  const eventId = events.length + 1;
  return [
    ...(hideThird(events) ?? []),
    { eventId, eventType: 'WorkflowExecutionSignaled', eventTimestamp: new Date() },
  ];
};
const unknown: Show = () => undefined;

/**
 * An execution whose second decision task goes to a decider that does not know its beginning, and
 * sees it lag.
 */
async function takingOver(show: Show, taskStartToCloseTimeout: number | 'NONE' = 30) {
  const swf = await openService();
  const execution = await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout, client: swf.client });
  for (let count = 0; count < 4; count += 1) await execution.signal('tick', undefined, { client: swf.client });
  const first = new Decider(domain, 'decisions', { client: swf.client });
  const begun = await first.poll();
  await first.complete(begun?.taskToken ?? '', [TimerDecision.start({ timerId: 'now', startToFireTimeout: 0 })]);
  const client = swf.service.client({ maxAttempts: 1 });
  lagHistory(client, show);
  const requests = countRequests(client);
  const retries: string[] = [];
  const warn = vi.fn();
  const second = new Decider(domain, 'decisions', { client, logger: { ...silent, warn } });
  second.on('retry', ({ operation, error }) => retries.push(`${operation}: ${(error as Error).message}`));
  return { ...swf, execution, second, requests, retries, warn };
}

const ids = (task: DecisionTask | undefined) => task?.history.events.map(({ id }) => id);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('A history that lags behind its task', () => {
  it.each([
    ['is short', hideLast(2)],
    ['has a gap', hideThird],
    ['has a gap, and events after the task', hideThirdOfMore],
    ['is empty', () => []],
    ['is unknown', unknown],
  ])('is read again when it %s, until it joins the new events', async (_, show) => {
    await using swf = await takingOver(showFirst(show, show));

    const task = await swf.second.poll();

    expect(ids(task)).toEqual(upTo(task?.startedEventId ?? 0));
    expect(task?.history.compile().timers.get('now')?.state).toBe('fired');
    expect(swf.requests.get('GetWorkflowExecutionHistory')).toBe(3);
    expect(swf.retries).toHaveLength(2);
    expect(swf.retries[0]).toMatch(
      /^history: WorkflowExecution "w" of domain "test" has an incomplete history: SWF shows \d of \d events$/,
    );
  });

  it('never stays in the cache with a gap', async () => {
    await using swf = await takingOver(showFirst(hideLast(2)));
    const { execution, second, client } = swf;
    const task = await second.poll();
    await second.complete(task?.taskToken ?? '', [MarkerDecision.record({ markerName: 'seen' })]);
    await execution.signal('go', undefined, { client });

    const further = await second.poll();

    expect(ids(further)).toEqual(upTo(further?.startedEventId ?? 0));
    expect(swf.requests.get('GetWorkflowExecutionHistory')).toBe(2);
  });

  it('leaves the task to its timeout, reported as lost, if it does not catch up', async () => {
    await using swf = await takingOver(hideLast(1), 1);
    const lost = next(swf.second, 'lost');

    await expect(swf.second.poll()).rejects.toMatchObject({
      code: 'RESPONSE',
      message: expect.stringContaining('has an incomplete history'),
    });
    expect(await lost).toMatchObject({
      reason: 'TIMED_OUT',
      task: { workflowExecution: { workflowId: 'w' } },
      error: { code: 'RESPONSE' },
    });
    expect(swf.warn).toHaveBeenCalledWith(
      expect.objectContaining({ operation: 'history', reason: 'TIMED_OUT' }),
      'task ended without an answer',
    );
  });

  it('leaves the task to its timeout, too, if no request for it is answered', async () => {
    useVirtualTime();
    await using swf = await takingOver(showFirst(), 10);
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], disconnect: 'beforeApplied' }]);
    const lost = next(swf.second, 'lost');

    await expect(passDuring(swf.second.poll())).rejects.toMatchObject({ code: 'CONNECTION' });

    expect(await lost).toMatchObject({ reason: 'TIMED_OUT', error: { code: 'CONNECTION' } });
  });

  it('is read again less and less often, down to every two seconds', async () => {
    useVirtualTime();
    useLongestJitter();
    await using swf = await takingOver(hideLast(1), 10);
    const delays: number[] = [];
    swf.second.on('retry', ({ delayInSeconds }) => delays.push(delayInSeconds));

    await expect(passDuring(swf.second.poll())).rejects.toMatchObject({ code: 'RESPONSE' });

    expect(delays.slice(0, 6)).toEqual([0.2, 0.4, 0.8, 1.6, 2, 2]);
  });

  it('is requested again after 30 seconds without an answer', async () => {
    useVirtualTime();
    await using swf = await takingOver(showFirst(), 'NONE');
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], count: 1, latencyInSeconds: 86_400 }]);

    const task = await passDuring(swf.second.poll());

    expect(ids(task)).toEqual(upTo(task?.startedEventId ?? 0));
    expect(swf.retries).toEqual(['history: SWF did not answer within 30 seconds']);
  });

  it('is requested again after a quarter of the time left, or a second if that is more', async () => {
    useVirtualTime();
    useLongestJitter();
    await using swf = await takingOver(showFirst(), 6);
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], latencyInSeconds: 86_400 }]);

    await expect(passDuring(swf.second.poll())).rejects.toThrow();

    expect(swf.retries.map((text) => text.replace(/^.* within /, ''))).toEqual([
      '1.5 seconds',
      '1.1 seconds',
      '1 seconds',
    ]);
  });

  it('leaves the decision only the time that reading has left', async () => {
    useVirtualTime();
    await using swf = await takingOver(showFirst(), 30);
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], count: 1, latencyInSeconds: 5 }]);
    const client = swf.service.client({ maxAttempts: 1 });
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: () => new Promise(() => {}) });
    const at: number[] = [];
    for (const name of ['task', 'aborted'] as const) decider.on(name, () => at.push(performance.now() / 1000));
    await decider.start();
    await passUntil(() => at.length >= 2, 60);
    await passDuring(decider.stop({ polls: 'abort', graceInSeconds: 0 }));

    expect(Math.round((at[1] ?? 0) - (at[0] ?? 0))).toBe(25);
  });

  it.each([
    ['longer than a poll may take', 600, 5],
    ['after its poll was to be aborted, and before the decider has stopped', 1, 1],
  ])('is read %s', async (_, stopAfterSeconds, hungRequests) => {
    useVirtualTime();
    await using swf = await takingOver(showFirst(), 600);
    swf.service.faults.set([
      { operations: ['GetWorkflowExecutionHistory'], count: hungRequests, latencyInSeconds: 86_400 },
    ]);
    const seen: unknown[] = [];
    const client = swf.service.client({ maxAttempts: 1 });
    const decider = new Decider(domain, 'decisions', {
      client,
      logger: silent,
      decide: (task) => {
        seen.push(ids(task)?.length === task.startedEventId);
      },
    });
    for (const name of ['completed', 'lost'] as const) decider.on(name, () => seen.push(name));
    await decider.start();
    await pass(stopAfterSeconds);
    await passDuring(decider.stop({ polls: 'abort' }));

    expect(seen).toEqual([true, 'completed']);
  });

  it('is not read forever if SWF no longer knows the execution of a task without a timeout', async () => {
    useVirtualTime();
    await using swf = await takingOver(unknown, 'NONE');
    useLongestJitter();
    const lost = next(swf.second, 'lost');
    const begun = performance.now();

    await expect(passDuring(swf.second.poll())).rejects.toMatchObject({ code: 'RESPONSE' });
    expect(await lost).toMatchObject({ reason: 'TASK_UNKNOWN' });
    // The first try after more than a minute; they come every two seconds.
    expect((performance.now() - begun) / 1000).toBeCloseTo(61, 0);
  });

  it('costs no decision task of three deciders on one list', async () => {
    await using swf = await openService();
    const inSight: Show = (events) => events.filter(isOld);
    const turns: (readonly number[] | undefined)[] = [];
    const requests: ReadonlyMap<string, number>[] = [];
    const deciders = upTo(3).map(() => {
      const client = swf.service.client({ maxAttempts: 1 });
      lagHistory(client, inSight);
      requests.push(countRequests(client));
      return new Decider(domain, 'decisions', {
        client,
        concurrency: 2,
        decide: (task) => {
          turns.push(ids(task));
          const { timers } = task.history.compile();
          if (timers.size === 10) return [WorkflowExecutionDecision.complete()];
          return [TimerDecision.start({ timerId: `${timers.size}`, startToFireTimeout: 0 })];
        },
      });
    });
    for (const decider of deciders) await decider.start();
    const executions = await Promise.all(upTo(7).map((id) => startExecution(swf.client, `w${id}`)));
    for (const execution of executions) await closed(swf.client, execution);
    for (const decider of deciders) await decider.stop({ polls: 'abort' });

    expect(requests.some((counts) => counts.has('GetWorkflowExecutionHistory'))).toBe(true);
    for (const turn of turns) expect(turn).toEqual(upTo(turn?.at(-1) ?? 0));
    for (const execution of executions) {
      const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
      expect(history.filter({ name: 'DecisionTaskTimedOut' })).toEqual([]);
    }
  });
});

function useLongestJitter(): void {
  const random = vi.spyOn(Math, 'random').mockReturnValue(1);
  onTestFinished(() => random.mockRestore());
}

const LAG_IN_MILLISECONDS = 100;

function isOld({ eventTimestamp }: HistoryEvent): boolean {
  return Date.now() - (eventTimestamp?.getTime() ?? 0) > LAG_IN_MILLISECONDS;
}
