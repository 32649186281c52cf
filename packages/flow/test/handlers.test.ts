import {
  activity,
  continueAsNew,
  marker,
  onAnySignal,
  race,
  saga,
  scope,
  shield,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { type Play, play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { calling, replayed } from './support/replayed.js';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const undo = activity<void, void>('undo', '1.0', { startToCloseTimeout: 30 });
const child = workflow<void, string>('child', '1.0', {}, async () => 'done');
const go = signal('go');
const refuse = () => {
  throw new Error('cannot take it');
};
const failed = { closeStatus: 'FAILED', error: new Error('cannot take it') };

const sentBy = ({ decisions }: Pick<Play<unknown, unknown>, 'decisions'>) => decisions.map(String);

/** A saga with a step to undo, which waits for work. */
const undoing = (begin: () => void) =>
  calling(() =>
    saga(async (compensate) => {
      compensate(() => undo());
      begin();
      await work();
    }),
  );

describe('A handler that throws', () => {
  it.each<[string, () => void]>([
    ['of one signal', () => go.on(refuse)],
    ['of one signal, later', () => go.on(async () => sleep(0).then(refuse))],
    ['of every signal', () => onAnySignal(refuse)],
  ])('fails its run after that has wound up: %s', async (_, listen) => {
    const p = await play(undoing(listen));
    await p.start(work);
    await p.signal(go);
    if (p.open.some(({ kind }) => kind === 'timer')) await p.fire();
    expect(sentBy(p)).toEqual(['RequestCancelActivityTask "work-1"']);
    await p.acknowledgeCancel(work);
    expect(sentBy(p)).toEqual(['ScheduleActivityTask "undo-1"']);
    await p.complete(undo, undefined);

    expect(p.outcome).toEqual(failed);
  });

  it('runs finally blocks, whose results and errors count for nothing', async () => {
    const definition = calling(async () => {
      go.on(refuse);
      try {
        return await work();
      } catch {
        await shield(() => undo());
        return 'caught';
      } finally {
        marker('left');
      }
    });
    const p = await play(definition);
    await p.start(work);
    await p.signal(go);
    await p.acknowledgeCancel(work);
    expect(sentBy(p)).toEqual(['ScheduleActivityTask "undo-1"']);
    await p.complete(undo, undefined);

    expect(sentBy(p)).toEqual(['RecordMarker "left"', 'FailWorkflowExecution']);
    expect(p.outcome).toEqual(failed);
  });

  it('ends a run whose function waits for what no call settles', async () => {
    const definition = calling(async () => {
      await scope(
        () =>
          new Promise((resolve) => {
            go.on(() => resolve(refuse()));
          }),
      );
    });
    const p = await play(definition);
    await p.signal(go);

    expect(p.outcome).toEqual(failed);
  });

  it('is the first one to count', async () => {
    const definition = calling(async () => {
      go.on(refuse);
      go.on(() => {
        throw new Error('later');
      });
      await sleep(60);
    });
    const p = await play(definition);
    await p.signal(go);

    expect(p.outcome).toEqual(failed);
  });

  it('undoes nothing if a fix of its code may save the run', async () => {
    const definition = undoing(() =>
      go.on(() => {
        throw new TypeError('a bug');
      }),
    );
    const p = await play(definition);

    await expect(p.signal(go)).rejects.toThrow('a bug');
    expect(p.decisions).toEqual([]);
  });
});

describe('A handler that continues as new', () => {
  it('undoes what was done if the run is canceled before it has ended', async () => {
    const p = await play(undoing(() => go.on(() => continueAsNew(2))));
    await p.start(work);
    await p.signal(go);
    await p.cancel();
    await p.fail(work, new Error('down'));
    expect(sentBy(p)).toEqual(['ScheduleActivityTask "undo-1"']);
    await p.complete(undo, undefined);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it.each<[string, (next: () => never) => void]>([
    ['of a signal', (next) => go.on(next)],
    ['of every signal', onAnySignal],
  ])('counts for nothing once the run is canceled: %s', async (_, listen) => {
    const definition = calling(async () => {
      listen(() => continueAsNew(2));
      try {
        await work();
      } finally {
        await shield(() => undo());
      }
    });
    const p = await play(definition);
    await p.cancel();
    await p.signal(go);
    await p.complete(undo, undefined);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('cancels what is open, and undoes nothing', async () => {
    const definition = undoing(() => go.on(() => continueAsNew(2)));
    const p = await play(definition);
    await p.start(work);
    await p.signal(go);
    expect(sentBy(p)).toEqual(['RequestCancelActivityTask "work-1"']);
    await p.fail(work, new Error('down'));

    expect(sentBy(p)).toEqual(['ContinueAsNewWorkflowExecution']);
    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });

  it('waits for the children of its run', async () => {
    const definition = calling(async () => {
      go.on(() => continueAsNew(2));
      await child.child(undefined, { workflowId: 'child-1' });
    });
    const p = await play(definition);
    await p.signal(go);
    expect(sentBy(p)).toEqual(['RequestCancelExternalWorkflowExecution "child-1"']);
    await p.acknowledgeCancel(child);

    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });

  it('counts for nothing if its branch has lost a race', async () => {
    const definition = calling(async () => {
      await race(
        async () => {
          go.on(async () => {
            await sleep(60).catch(() => continueAsNew(2));
          });
          await work();
        },
        () => sleep(5),
      );
      return 'first';
    });
    const p = await play(definition);
    await p.signal(go);
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'first' });
  });
});

describe('A marker that SWF refuses', () => {
  it('fails its run after that has wound up', async () => {
    const definition = () =>
      saga(async (compensate) => {
        compensate(() => undo());
        marker('note');
        await sleep(60);
      });
    const history = new HistoryBuilder().decisionTask().recordMarkerFailed('note').timerStarted('sleep-1');
    const undone = await replayed(definition, history);
    expect(undone.decisions.map(String)).toEqual(['CancelTimer "sleep-1"', 'ScheduleActivityTask "undo-1"']);
    history
      .decisionTaskCompleted()
      .timerCanceled('sleep-1')
      .activityTaskScheduled('undo-1', { activityType: { name: 'undo', version: '1.0' } })
      .activityTaskStarted('undo-1')
      .activityTaskCompleted('undo-1');
    const { outcome } = await replayed(definition, history);

    expect(outcome).toMatchObject({ closeStatus: 'FAILED', error: { code: 'OPERATION_NOT_PERMITTED' } });
  });
});
