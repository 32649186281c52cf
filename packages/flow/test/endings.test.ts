import {
  activity,
  continueAsNew,
  info,
  type RunInfo,
  race,
  scope,
  shield,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';
import { CanceledError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const ending = (run: () => Promise<unknown>) => workflow('ending', '1.0', {}, run);

describe('A run that was requested to cancel', () => {
  it.each<[string, () => Promise<unknown>, isRequested: boolean, closeStatus: string, decision: string]>([
    ['lets that through', () => sleep(60), true, 'CANCELED', 'CancelWorkflowExecution'],
    [
      'throws another error',
      () =>
        sleep(60).catch(() => {
          throw new Error('declined');
        }),
      true,
      'FAILED',
      'FailWorkflowExecution',
    ],
    ['returns', () => sleep(60).catch(() => 'done'), true, 'COMPLETED', 'CompleteWorkflowExecution'],
    [
      'was not, and cancels a call itself',
      () =>
        scope(async ({ cancel }) => {
          await sleep(60);
          cancel();
          await sleep(60);
        }),
      false,
      'FAILED',
      'FailWorkflowExecution',
    ],
  ])('ends as it says if it %s', async (_, run, isRequested, closeStatus, decision) => {
    const p = await play(ending(run));
    await (isRequested ? p.cancel() : p.fire());

    expect(p.outcome).toMatchObject({ closeStatus });
    expect(p.decisions.at(-1)?.type).toBe(decision);
    if (!isRequested) expect(p.outcome).toMatchObject({ error: { code: 'CANCELED' } });
  });

  it('is canceled once, however often that is requested', async () => {
    const p = await play(
      ending(async () => {
        const error = await sleep(60).catch((thrown: unknown) => thrown);
        return [CanceledError.is(error), info().cancelRequested, await shield(() => work())];
      }),
    );
    await p.cancel();
    expect(p.decisions.map(String)).toEqual(['CancelTimer "sleep-1"', 'ScheduleActivityTask "work-1"']);
    await p.cancel();
    expect(p.decisions).toEqual([]);
    await p.complete(work, 'done');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: [true, true, 'done'] });
  });
});

describe('A run that continues as new', () => {
  it.each<[string, () => Promise<unknown>, input: number]>([
    ['returns', async () => 'swallowed', 1],
    ['throws another error', () => Promise.reject(new Error('swallowed')), 1],
    ['continues as new otherwise', async () => continueAsNew(2), 2],
  ])('does so even if a catch of it %s', async (_, after, input) => {
    const p = await play(
      ending(async () => {
        try {
          continueAsNew(1);
        } catch {
          return after();
        }
      }),
    );
    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input });
    expect(p.decisions.map(({ type }) => type)).toEqual(['ContinueAsNewWorkflowExecution']);
  });
});

describe('A cancel request to a run that continues as new', () => {
  const continuing = () => sleep(60).then(() => continueAsNew(1));

  it('cancels it if both come in the same task', async () => {
    const p = await play(ending(continuing));
    await p.together(async () => {
      await p.fire();
      await p.cancel();
    });

    expect(p.decisions.map(({ type }) => type)).toEqual(['CancelWorkflowExecution']);
    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it.each(['UNHANDLED_DECISION', 'WORKFLOW_TYPE_DEPRECATED'] as const)(
    'cancels it if SWF has refused its close: %s',
    async (cause) => {
      const history = new HistoryBuilder()
        .decisionTask()
        .timerStarted('sleep-1')
        .timerFired('sleep-1')
        .decisionTaskStarted()
        .workflowExecutionCancelRequested()
        .decisionTaskCompleted()
        .continueAsNewWorkflowExecutionFailed({ cause })
        .decisionTaskStarted();
      const { decisions } = await replayFlow(ending(continuing), history.build());

      expect(decisions.map(({ type }) => type)).toEqual(['CancelWorkflowExecution']);
    },
  );

  it('cancels it while what it has left open ends', async () => {
    const p = await play(
      ending(async () => {
        const working = work();
        await Promise.all([working, continuing()]);
      }),
    );
    await p.start(work);
    await p.fire();
    await p.cancel();
    await p.acknowledgeCancel(work);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('does not cancel it if that is its answer to the request', async () => {
    const p = await play(ending(() => sleep(60).catch(() => continueAsNew(2))));
    await p.cancel();

    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });
});

describe('continueAsNew() in a branch that has lost a race', () => {
  it('counts for nothing', async () => {
    const p = await play(
      ending(() =>
        race(
          () => work().catch(() => continueAsNew(2)),
          () => sleep(60).then(() => 'first'),
        ),
      ),
    );
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'first' });
  });
});

describe('version()', () => {
  it.each([
    [2, 3],
    [1, 1],
  ])('is refused if the run has one that the code has not: from %i to %i', async (min, max) => {
    const recorded = new HistoryBuilder()
      .decisionTask()
      .markerRecorded('flow:version:audit', { details: max === 1 ? '2' : '1' })
      .workflowExecutionSignaled('go')
      .decisionTaskStarted();
    const replayed = replayFlow(
      ending(async () => {
        version('audit', { max: 9 });
        await signal('go').next();
        version('audit', { min, max });
      }),
      recorded.build(),
      { workflowId: 'order-1' },
    );
    await expect(replayed).rejects.toMatchObject({
      name: 'UnsupportedVersionError',
      message: `order-1: version of "audit" must be from ${min} to ${max}, got ${max === 1 ? 2 : 1}`,
    });
  });
});

describe('info()', () => {
  it('shows what a run knows of itself', async () => {
    const seen: RunInfo[] = [];
    const definition = ending(async () => {
      seen.push(info());
      await sleep(60);
      seen.push(info());
    });
    const startedAt = new Date('2030-01-01T00:00:00Z');
    const p = await play(definition, undefined, { workflowId: 'order-1', tagList: ['vip'], startedAt });
    const [live] = seen;
    await p.fire();
    const [first, last] = p.history.filter({ name: 'DecisionTaskStarted' });

    expect(live).toEqual({
      workflowId: 'order-1',
      runId: 'order-1-run',
      workflowType: { name: 'ending', version: '1.0' },
      parent: undefined,
      tagList: ['vip'],
      startedAt,
      now: first?.timestamp,
      replaying: false,
      historyLength: first?.id,
      continueAsNewSuggested: false,
      cancelRequested: false,
    });
    // The last turn, live and in a replay from scratch, whose first turn was decided before.
    expect(seen.slice(-3)).toMatchObject([
      { replaying: false, historyLength: last?.id, now: last?.timestamp },
      { replaying: true, historyLength: first?.id, now: first?.timestamp },
      { replaying: false, historyLength: last?.id, now: last?.timestamp },
    ]);
    expect(live?.tagList).toSatisfy(Object.isFrozen);
  });
});
