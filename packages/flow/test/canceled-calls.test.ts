import { activity, lambda, type OnCancel, race, scope, shield, signal, sleep, workflow } from '@swf/flow';
import { CanceledError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { type Play, play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const child = workflow<void, string>('child', '1.0', {}, async () => 'done');
const stop = signal('stop');
const go = signal('go');
const workflowType = { name: 'child', version: '1.0' };

const sentBy = ({ decisions }: Pick<Play<unknown, unknown>, 'decisions'>) => decisions.map(String);

/** A workflow that outlives a call canceled by the signal `stop`, and what the call rejected with. */
function stopping(call: () => Promise<unknown>, after: () => Promise<unknown> = async () => {}) {
  return workflow('stopping', '1.0', {}, async () => {
    const outcome = await scope(async ({ cancel }) => {
      stop.on(() => cancel());
      return call();
    }).catch((error: unknown) => (CanceledError.is(error) ? [error.message, String(error.cause)] : error));
    await after();
    return outcome;
  });
}

describe('An activity that is canceled', () => {
  const calling = workflow('calling', '1.0', {}, () => work(undefined, { retry: { maximumAttempts: 3 } }));

  it('ends at once between two attempts, and the timer with it', async () => {
    const p = await play(calling);
    await p.fail(work, new Error('down'));
    await p.cancel();

    expect(sentBy(p)).toEqual(['CancelTimer "work-1.retry-1"', 'CancelWorkflowExecution']);
  });

  it('is requested to end while it is performed, in a later attempt as in the first', async () => {
    const p = await play(calling);
    await p.fail(work, new Error('down'));
    await p.fire();
    await p.start(work);
    await p.cancel();
    expect(sentBy(p)).toEqual(['RequestCancelActivityTask "work-1"']);
    await p.acknowledgeCancel(work);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('is not requested to end if it ends in the same task', async () => {
    const p = await play(calling);
    await p.together(async () => {
      await p.start(work);
      await p.cancel();
      await p.complete(work, 'done');
    });

    expect(sentBy(p)).toEqual(['CompleteWorkflowExecution']);
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
  });

  it.each<[string, (p: Play<unknown, unknown>) => Promise<void>, cause: string]>([
    ['fails', (p) => p.fail(work, new Error('down')), 'activity work-1 (work@1.0) failed: Error: down'],
    ['times out', (p) => p.timeOut(work), 'activity work-1 (work@1.0) timed out (START_TO_CLOSE)'],
  ])('is not retried if it then %s, which is the cause', async (_, end, cause) => {
    const p = await play(stopping(() => work(undefined, { retry: { maximumAttempts: 3 } })));
    await p.start(work);
    await p.signal(stop);
    expect(sentBy(p)).toEqual(['RequestCancelActivityTask "work-1"']);
    await end(p);

    expect(p.outcome).toMatchObject({
      result: ['activity work-1 (work@1.0) was canceled', `ActivityError: ${cause}`],
    });
  });

  it('is requested to end once, even if nobody waits for it in the end', async () => {
    const racing = workflow('racing', '1.0', {}, () =>
      race(
        () => work(),
        () => shield(async () => go.next().then(() => 'gone')),
      ),
    );
    const p = await play(racing);
    await p.start(work);
    await p.cancel();
    expect(sentBy(p)).toEqual(['RequestCancelActivityTask "work-1"']);
    await p.signal(go);

    expect(sentBy(p)).toEqual(['CompleteWorkflowExecution']);
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'gone' });
  });

  it.each<[OnCancel, readonly string[]]>([
    ['REQUEST', ['RequestCancelActivityTask "work-1"', 'StartTimer "sleep-1"']],
    ['ABANDON', ['StartTimer "sleep-1"']],
  ])('rejects at once with onCancel: %s', async (onCancel, sent) => {
    const p = await play(
      stopping(
        () => work(undefined, { onCancel }),
        () => sleep(60),
      ),
    );
    await p.start(work);
    await p.signal(stop);
    expect(sentBy(p)).toEqual(sent);
    await p.complete(work, 'late');
    await p.fire();

    expect(p.outcome).toMatchObject({ result: ['activity work-1 (work@1.0) was canceled', 'undefined'] });
  });
});

describe('A timer that is canceled', () => {
  it('needs no decision if it fires in the same task', async () => {
    const p = await play(workflow('sleeping', '1.0', {}, () => sleep(60)));
    await p.together(async () => {
      await p.cancel();
      await p.fire();
    });

    expect(sentBy(p)).toEqual(['CancelWorkflowExecution']);
  });

  it('needs none as a timeout that passes in the same task as what it limits ends', async () => {
    const p = await play(workflow('limited', '1.0', {}, () => scope(() => work(), { timeout: 60 })));
    await p.together(async () => {
      await p.complete(work, 'done');
      await p.fire();
    });

    expect(sentBy(p)).toEqual(['CompleteWorkflowExecution']);
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
  });

  it('frees its id', async () => {
    const p = await play(
      stopping(
        () => sleep(60, { id: 'same' }),
        () => sleep(30, { id: 'same' }),
      ),
    );
    await p.signal(stop);
    expect(sentBy(p)).toEqual(['CancelTimer "same"', 'StartTimer "same"']);
    expect(p.open).toEqual([{ kind: 'timer', id: 'same', what: 'timer same', at: undefined }]);
    await p.fire('same');

    expect(p.outcome).toMatchObject({ closeStatus: 'COMPLETED' });
  });
});

describe('A child that is canceled', () => {
  const initiated = (run: HistoryBuilder) => run.startChildWorkflowExecutionInitiated('child-1', { workflowType });
  /** The decisions of the last task of a run that cancels its child, and goes on. */
  const decidedOf = async (onCancel: OnCancel | undefined, run: HistoryBuilder) => {
    const definition = stopping(
      () => child.child(undefined, { workflowId: 'child-1', onCancel }),
      () => sleep(60),
    );
    return (await replayFlow(definition, run.decisionTaskStarted().build())).decisions.map(String);
  };
  const request = 'RequestCancelExternalWorkflowExecution "child-1"';
  const goesOn = 'StartTimer "sleep-1"';

  it.each<[OnCancel | undefined, started: readonly string[], unstarted: readonly string[], late: readonly string[]]>([
    [undefined, [request], [], [request]],
    ['WAIT', [request], [], [request]],
    ['REQUEST', [request, goesOn], [goesOn], [request]],
    ['ABANDON', [goesOn], [goesOn], []],
  ])('is requested to end once it has started: onCancel %s', async (onCancel, started, unstarted, late) => {
    const stopped = () => initiated(new HistoryBuilder().decisionTask());
    const before = stopped().childWorkflowExecutionStarted('child-1').workflowExecutionSignaled('stop');
    expect(await decidedOf(onCancel, before)).toEqual(started);

    const after = stopped().workflowExecutionSignaled('stop');
    expect(await decidedOf(onCancel, after)).toEqual(unstarted);
    after.decisionTaskCompleted();
    if (unstarted.length > 0) after.timerStarted('sleep-1');
    expect(await decidedOf(onCancel, after.childWorkflowExecutionStarted('child-1'))).toEqual(late);
  });

  it('is requested to end once, even if nobody waits for it in the end', async () => {
    const canceling = () =>
      scope(async ({ cancel }) => {
        stop.on(() => cancel());
        return child.child(undefined, { workflowId: 'child-1' });
      });
    const p = await play(
      workflow('racing', '1.0', {}, async () => {
        await race(canceling, () => go.next());
        await sleep(60);
      }),
    );
    await p.signal(stop);
    expect(sentBy(p)).toEqual([request]);
    await p.signal(go);

    expect(sentBy(p)).toEqual([goesOn]);
  });

  it('is not requested to end if it ends in the same task', async () => {
    const p = await play(stopping(() => child.child(undefined, { workflowId: 'child-1' })));
    await p.together(async () => {
      await p.signal(stop);
      await p.complete(child, 'done');
    });

    expect(sentBy(p)).toEqual(['CompleteWorkflowExecution']);
  });

  it('is requested to end after it was throttled and started in the end', async () => {
    const throttled = new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionFailed('child-1', { workflowType, cause: 'CHILD_CREATION_RATE_EXCEEDED' })
      .decisionTask()
      .timerStarted('$throttled-1')
      .timerFired('$throttled-1')
      .decisionTask();
    const started = initiated(throttled).childWorkflowExecutionStarted('child-1').decisionTask();

    expect(await decidedOf('WAIT', started.workflowExecutionSignaled('stop'))).toEqual([request]);
  });

  it.each<[string, (p: Play<unknown, unknown>) => Promise<void>, cause: string]>([
    ['fails', (p) => p.fail(child, new Error('down')), 'child child-1 (child@1.0) is FAILED: Error: down'],
    ['times out', (p) => p.timeOut(child), 'child child-1 (child@1.0) is TIMED_OUT: START_TO_CLOSE'],
  ])('rejects as canceled if it then %s, which is the cause', async (_, end, cause) => {
    const p = await play(stopping(() => child.child(undefined, { workflowId: 'child-1' })));
    await p.signal(stop);
    await end(p);

    expect(p.outcome).toMatchObject({
      result: ['child child-1 (child@1.0) was canceled', `ChildWorkflowExecutionError: ${cause}`],
    });
  });
});

describe('A Lambda function that is canceled', () => {
  it('is not invoked later, if SWF had throttled it in the meantime', async () => {
    const resize = lambda<number, number>('resize');
    const run = new HistoryBuilder()
      .decisionTaskStarted()
      .workflowExecutionSignaled('stop')
      .decisionTaskCompleted()
      .scheduleLambdaFunctionFailed('resize-1', { name: 'resize', cause: 'LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED' })
      .decisionTaskStarted();
    const definition = stopping(
      () => resize(1),
      () => sleep(60),
    );

    expect(sentBy(await replayFlow(definition, run.build()))).toEqual(['StartTimer "sleep-1"']);
  });
});
