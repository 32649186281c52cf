import { activity, all, FlowDecider, race, scope, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it, vi } from 'vitest';
import { answerTo, taskOf } from './support/decision-task.js';
import { calling, replayed } from './support/replayed.js';
import { until } from './support/until.js';

const activityOf = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const work = (options: Parameters<typeof activityOf>[1] = {}) => activityOf(undefined, options);

describe('A decider of a run whose timers SWF throttles', () => {
  const cause = 'TIMER_CREATION_RATE_EXCEEDED';
  const stop = signal('stop');
  const definition = workflow('timers', '1.0', {}, async () => {
    await race(
      () => sleep(600),
      () => stop.next(),
    );
    await sleep(60, { id: 'last' });
  });

  /** A run whose only timer SWF has refused that many times in a row. */
  function refused(times: number, taskStartToCloseTimeout: 'NONE' | number = 60) {
    const history = new HistoryBuilder({ workflowType: { name: 'timers', version: '1.0' }, taskStartToCloseTimeout });
    history.decisionTask().startTimerFailed('sleep-1', { cause });
    for (let time = 0; time < times; time += 1) history.decisionTask().startTimerFailed('$throttled-1', { cause });
    return history;
  }

  /** The answer to the next task of a run. */
  function answerAfter(history: HistoryBuilder, aborted?: AbortSignal) {
    const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [definition], register: false });
    return answerTo(decider, taskOf(history.decisionTaskStarted().build(), 'timers'), aborted);
  }

  it.each([
    [1, 60, 1],
    [2, 60, 2],
    [9, 60, 8],
    [9, 20, 5],
    [9, 'NONE', 8],
  ] as const)(
    'waits, as nothing else can: after %i refusals, with a timeout of %s, %i s',
    async (times, limit, seconds) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const answer = answerAfter(refused(times, limit));
        let isAnswered = false;
        void answer.then(() => {
          isAnswered = true;
        });
        await until(() => vi.getTimerCount() > 0);
        vi.advanceTimersByTime(1000 * seconds - 1);
        await Promise.resolve();
        const wasEarly = isAnswered;
        vi.advanceTimersByTime(1);

        expect(await answer).toMatchObject({ decisions: [{ attributes: { timerId: '$throttled-1' } }] });
        expect(wasEarly).toBe(false);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('answers at once when it stops', async () => {
    const stopping = AbortSignal.abort();

    expect(await answerAfter(refused(9), stopping)).toMatchObject({
      decisions: [{ attributes: { timerId: '$throttled-1' } }],
    });
  });

  it.each<[string, (history: HistoryBuilder) => HistoryBuilder]>([
    [
      'SWF has taken it',
      (history) => history.decisionTask().timerStarted('$throttled-1').workflowExecutionSignaled('x'),
    ],
    ['it is canceled', (history) => history.workflowExecutionSignaled('stop')],
  ])('waits no longer once %s', async (_, goOn) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await answerAfter(goOn(refused(3)));
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('The timer after which throttled calls are made again', () => {
  const stop = signal('stop');
  const running = () =>
    all(
      () =>
        race(
          () => sleep(600),
          () => stop.next(),
        ),
      () => work(),
    );
  const full = () =>
    new HistoryBuilder()
      .decisionTask()
      .timerStarted('sleep-1')
      .scheduleActivityTaskFailed('work-1', {
        activityType: { name: 'work', version: '1.0' },
        cause: 'ACTIVITY_CREATION_RATE_EXCEEDED',
      })
      .decisionTask()
      .startTimerFailed('$throttled-1', { cause: 'OPEN_TIMERS_LIMIT_EXCEEDED' });

  it('waits for an open timer to make room', async () => {
    expect((await replayed(running, full())).decisions).toEqual([]);
  });

  it('does not wait for one that is canceled, since SWF does that without a task', async () => {
    const { decisions } = await replayed(running, full().workflowExecutionSignaled('stop'));

    expect(decisions.map(String)).toEqual(['StartTimer "$throttled-1"', 'CancelTimer "sleep-1"']);
  });
});

describe('A timer of the engine that SWF refuses for good', () => {
  const cause = 'OPERATION_NOT_PERMITTED';
  const activityType = { name: 'work', version: '1.0' };
  const error = { code: cause, eventId: expect.any(Number) };

  it('rejects the scope whose timeout it is', async () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('work-1', { activityType })
      .startTimerFailed('timeout-1', { cause });
    const { outcome, decisions } = await replayed(() => scope(() => work(), { timeout: 100 }), history);

    expect(decisions.map(({ type }) => type)).toEqual(['RequestCancelActivityTask', 'FailWorkflowExecution']);
    expect(outcome).toMatchObject({ closeStatus: 'FAILED', error });
  });

  it('rejects the activity that would be retried', async () => {
    const { decisions } = await replayed(() => work({ retry: {} }), new HistoryBuilder());
    // The call keeps in it how it is retried.
    const { control = '' } = (decisions[0]?.attributes ?? {}) as { readonly control?: string };
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('work-1', { activityType, control })
      .activityTaskStarted('work-1')
      .activityTaskFailed('work-1')
      .decisionTask()
      .startTimerFailed('work-1.retry-1', { cause });
    const { outcome } = await replayed(() => work({ retry: {} }), history);

    expect(outcome).toMatchObject({ closeStatus: 'FAILED', error });
  });
});

describe('The id of a timer of the engine', () => {
  const taken = (id: string) => ({
    code: 'INVALID_ARGUMENT',
    message: `id must be unlike that of every open timer, got "${id}"`,
  });

  it('is taken for a sleep while a timeout has it', async () => {
    const p = await play(
      calling(async () => {
        const body = scope(() => signal('go').next(), { timeout: 100 }).catch(() => {});
        const error = await (async () => sleep(5, { id: 'timeout-1' }))().catch((thrown: unknown) => thrown);
        await body;
        await sleep(5, { id: 'timeout-1' });
        throw error;
      }),
    );
    await p.fire('timeout-1');
    await p.fire('timeout-1');

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: taken('timeout-1') });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a timeout', () => scope(() => signal('go').next(), { timeout: 100 }), 'timeout-1'],
    ['an activity to be retried', () => work({ retry: {} }), 'work-1.retry-1'],
  ])('rejects the call whose timer it is while a sleep has it: %s', async (_, call, id) => {
    const p = await play(
      calling(() =>
        all(
          () => sleep(5, { id }),
          () => call(),
        ),
      ),
    );
    if (p.outcome === undefined) await p.fail(activityOf, new Error('declined'));

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: taken(id) });
  });
});
