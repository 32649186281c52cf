import { activity, marker, onAnySignal, race, scope, sideEffect, signal, sleep, version } from '@swf/flow';
import { NonDeterminismError, StalledError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { calling, replayed } from '../support/replayed.js';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const activityType = { name: 'work', version: '1.0' };
const work = activity<string, void>('work', '1.0', { startToCloseTimeout: 30 });
const go = signal<number>('go');
const never = () => new Promise(() => {});

const decided = () => new HistoryBuilder().decisionTask();

describe('A deferral in a history', () => {
  it.each<[string, Step]>([
    ['its marker', (run) => run.markerRecorded('flow:deferred')],
    ['its marker, which SWF refused', (run) => run.recordMarkerFailed('flow:deferred')],
    ['its timer', (run) => run.timerStarted('$deferred-1')],
    ['its timer, which SWF refused', (run) => run.startTimerFailed('$deferred-1')],
  ])('is no turn: what came before it is still to be seen, by %s', async (_, deferred) => {
    const begun = new HistoryBuilder().workflowExecutionSignaled('go', { input: '1' }).decisionTask();
    const run = deferred(begun).workflowExecutionSignaled('go', { input: '2' });
    const { turns, outcome } = await replayed(async () => [await go.next(), await go.next()], run);

    expect(turns).toBe(1);
    expect(outcome).toEqual({ closeStatus: 'COMPLETED', result: [1, 2] });
  });
});

describe('What an answer held back', () => {
  const calls = () => Promise.all([work('a'), work('b'), sleep(60)]);
  const held = (counts: object): Step => {
    return (run) => run.markerRecorded('flow:held', { details: JSON.stringify(counts) });
  };
  const first: Step = (run) => run.activityTaskScheduled('work-1', { activityType });

  it.each<[string, Step]>([
    ['by its marker', (run) => first(held({ activity: 1, timer: 1 })(run))],
    ['by its marker and a timer', (run) => first(held({ activity: 1, timer: 1 })(run)).timerStarted('$held-3')],
    [
      'by its marker, without the timer',
      (run) => first(held({ activity: 1, timer: 1 })(run)).startTimerFailed('$held-3'),
    ],
    ['by whatever is missing, without the marker', (run) => first(run.recordMarkerFailed('flow:held'))],
  ])('is called for again: %s', async (_, answer) => {
    const { decisions } = await replayed(calls, answer(decided()));
    expect(decisions.map(String)).toEqual(['ScheduleActivityTask "work-2"', 'StartTimer "sleep-1"']);
  });

  it.each<[string, Step, message: string]>([
    ['no marker', first, 'the turn of event 3 shows no counterpart; the code called activity work-2 (work@1.0)'],
    [
      'none of that kind',
      (run) => first(held({ activity: 1 })(run)),
      'the turn of event 3 shows no counterpart; the code called timer sleep-1',
    ],
    [
      'fewer of that kind',
      (run) => held({ activity: 1 })(run).timerStarted('sleep-1'),
      'the turn of event 3 shows no counterpart; the code called activity work-2 (work@1.0)',
    ],
    ['another marker', (run) => run.markerRecorded('held'), 'event 5 is MarkerRecorded held; the code called '],
    [
      'another refusal',
      (run) => run.recordMarkerFailed('held'),
      'event 5 is RecordMarkerFailed held; the code called ',
    ],
    ['another timer', (run) => run.timerStarted('$other-3'), 'event 5 is TimerStarted $other-3; the code called '],
  ])('is as much as the history says, which shows %s', async (_, answer, message) => {
    const error = await replayed(calls, answer(decided())).catch((thrown: unknown) => thrown);
    expect(error).toSatisfy(NonDeterminismError.is);
    expect(error).toHaveProperty('message', expect.stringContaining(message));
  });
});

describe('A marker in a history', () => {
  it('may be that of a version that the code no longer asks for', async () => {
    const { decisions } = await replayed(
      () => go.next(),
      decided().markerRecorded('flow:version:old', { details: '1' }),
    );
    expect(decisions).toEqual([]);
  });

  it.each([
    ['flow:version:old', 'marker flow:version:old'],
    ['flow:value:port-1', 'marker flow:value:port-1'],
    ['flow:threw:port-1', 'marker flow:threw:port-1'],
    ['note', 'marker note'],
  ])('fails the run if SWF refused it: %s', async (name, what) => {
    const { outcome, decisions } = await replayed(async () => {
      marker('note');
      await sleep(60);
    }, decided().recordMarkerFailed(name).timerStarted('sleep-1'));

    expect(decisions.at(-1)?.type).toBe('FailWorkflowExecution');
    expect(outcome).toMatchObject({
      error: { name: 'DecisionFailedError', message: `${what} was refused by SWF: OPERATION_NOT_PERMITTED (event 5)` },
    });
  });

  it('changes nothing of a run that closed with the same answer', async () => {
    const closed = decided().recordMarkerFailed('flow:value:port-1').workflowExecutionCompleted({ result: '4567' });
    const definition = calling(async () => sideEffect('port', () => 4567));
    expect((await replayFlow(definition, closed.build())).outcome).toEqual({ closeStatus: 'COMPLETED', result: 4567 });
  });
});

describe('A run that awaits what cannot come', () => {
  const canceling = async () => {
    await scope(async ({ cancel }) => {
      const sleeping = sleep(60).catch(() => {});
      await go.next();
      cancel();
      await sleeping;
    });
    await never();
  };

  it.each<[string, () => Promise<unknown>, HistoryBuilder]>([
    ['a signal that nobody reads', never, new HistoryBuilder().workflowExecutionSignaled('other')],
    [
      'a marker',
      async () => [marker('note'), await never()],
      decided().markerRecorded('note').workflowExecutionSignaled('other'),
    ],
    ['only a marker', async () => [marker('note'), await never()], new HistoryBuilder()],
    ['only a side effect', async () => [sideEffect('port', () => 4567), await never()], new HistoryBuilder()],
    ['only the version of a change', async () => [version('audit', { max: 1 }), await never()], new HistoryBuilder()],
    ['a timer that it cancels', canceling, decided().timerStarted('sleep-1').workflowExecutionSignaled('go')],
    [
      'a timer that was canceled',
      canceling,
      decided()
        .timerStarted('sleep-1')
        .workflowExecutionSignaled('go')
        .decisionTask()
        .timerCanceled('sleep-1')
        .workflowExecutionSignaled('other'),
    ],
  ])('is refused, whatever it did before: %s', async (_, run, history) => {
    await expect(replayed(run, history)).rejects.toSatisfy(StalledError.is);
  });

  it.each<[string, () => Promise<unknown>, HistoryBuilder, decisions: readonly string[]]>([
    [
      'an activity beside a marker',
      async () => [marker('note'), await Promise.race([work('a'), never()])],
      new HistoryBuilder(),
      ['RecordMarker "note"', 'ScheduleActivityTask "work-1"'],
    ],
    [
      'a timer of the same id as one that it cancels',
      async () => {
        const sleeping = () => sleep(60, { id: 'nap' });
        await race(sleeping, () => go.next());
        await sleeping();
      },
      decided().timerStarted('nap').workflowExecutionSignaled('go'),
      ['CancelTimer "nap"', 'StartTimer "nap"'],
    ],
    [
      'an activity that it asked to end',
      () =>
        race(
          () => work('a'),
          () => go.next(),
        ).then(never),
      decided().activityTaskScheduled('work-1', { activityType }).workflowExecutionSignaled('go'),
      ['RequestCancelActivityTask "work-1"'],
    ],
  ])('goes on if something may come: %s', async (_, run, history, decisions) => {
    expect((await replayed(run, history)).decisions.map(String)).toEqual(decisions);
  });

  it('may hear any signal', async () => {
    const { decisions } = await replayed(async () => {
      onAnySignal(() => {});
      await never();
    }, new HistoryBuilder());
    expect(decisions).toEqual([]);
  });
});
