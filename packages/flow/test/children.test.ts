import { external, lambda, type OnCancel, race, scope, signal, sleep, workflow } from '@swf/flow';
import { CanceledError, ChildWorkflowExecutionError, DecisionFailedError, LambdaFunctionError } from '@swf/flow/errors';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService, RESIDENCE } from './support/flow-service.js';
import { replayed } from './support/replayed.js';

const options = { taskList: 'flows' };
const go = signal<number>('go');
const pay = workflow('pay', '1.0', options, async (amount: number) => {
  if (amount < 0) throw new RangeErrorLike('negative');
  if (amount === 0) await sleep(1000);
  return { paid: amount };
});
const listen = workflow('listen', '1.0', options, async () => (await go.next()) * 2);

/** An error that is not taken for a bug of the deploy. */
class RangeErrorLike extends Error {}

describe.each(Object.entries(RESIDENCE))('A child of a run %s', (_, residents) => {
  async function resultOf(name: string, run: () => Promise<unknown>, settings: { lambdaRole?: string } = {}) {
    await using service = await flowService();
    const { client, domain } = service;
    const parent = workflow(name, '1.0', { ...options, ...settings }, run);
    const errors = await service.run({ workflows: [parent, pay, listen], residents });
    const started = await parent.start(domain, { workflowId: name, input: undefined, client });
    const result = await service.result(started);
    await service.replay(parent, started.execution);
    expect(errors).toEqual([]);
    return { result, history: await service.history(started.execution) };
  }

  it('gives its result to its parent', async () => {
    const { result } = await resultOf('parent', async () => [
      await pay.child(3),
      await pay.child(4, { tagList: ['eu'] }),
    ]);

    expect(result).toEqual([{ paid: 3 }, { paid: 4 }]);
  });

  it('can be signaled by its run after it has closed: the call rejects', async () => {
    const { result } = await resultOf('late-parent', async () => {
      const { workflowId, runId, result: paid } = await pay.startChild(3);
      await paid();
      const closed = external({ workflowId, runId });
      const refused = [closed.signal(go, 1), closed.requestCancel()].map((call) => call.catch(({ code }) => code));
      return Promise.all(refused);
    });

    expect(result).toEqual(['UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION']);
  });

  it('fails with what its function threw as the cause', async () => {
    const { result } = await resultOf('failing-parent', async () => {
      const error = await pay.child(-1).catch((thrown: unknown) => thrown);
      return ChildWorkflowExecutionError.is(error) && [error.closeStatus, String(error.cause)];
    });

    expect(result).toEqual(['FAILED', 'Error: negative']);
  });

  it('is signaled by its parent once it has started', async () => {
    const { result } = await resultOf('signaling', async () => {
      const child = await listen.startChild();
      await child.signal(go, 21);
      return child.result();
    });

    expect(result).toBe(42);
  });

  it('is canceled with the scope that called it', async () => {
    const { result, history } = await resultOf('canceling', async () => {
      const outcome = await scope(async ({ cancel }) => {
        const child = await listen.startChild();
        cancel();
        return child.result().catch((thrown: unknown) => thrown);
      });
      return CanceledError.is(outcome);
    });

    expect(result).toBe(true);
    expect(history.filter({ name: 'ChildWorkflowExecutionCanceled' })).toHaveLength(1);
  });

  it('is refused if its id is taken', async () => {
    const { result } = await resultOf('twice', async () => {
      const first = await pay.startChild(0, { workflowId: 'the-only-one' });
      const error = await external({ workflowId: 'nobody' })
        .signal(go, 1)
        .catch((thrown: unknown) => thrown);
      await first.requestCancel();
      const outcome = await first.result().catch((thrown: unknown) => thrown);
      return [DecisionFailedError.is(error) && error.code, CanceledError.is(outcome)];
    });

    expect(result).toEqual(['UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', true]);
  });
});

describe('The handle of a child', () => {
  const startChild = () => listen.startChild(undefined, { workflowId: 'child-1', onCancel: 'ABANDON' });
  const parentOf = (run: () => Promise<unknown>) => play(workflow('holding', '1.0', options, run));

  it('goes on working when the scope that started the child is left', async () => {
    const p = await parentOf(async () => {
      const child = await scope(startChild, { name: 'starting' });
      await Promise.all([child.signal(go, 1), child.requestCancel()]);
    });
    await p.start(listen);

    expect(p.outcome).toMatchObject({ closeStatus: 'COMPLETED' });
    expect(p.history.filter({ name: 'SignalExternalWorkflowExecutionInitiated' })).toHaveLength(1);
    expect(p.history.filter({ name: 'RequestCancelExternalWorkflowExecutionInitiated' })).toHaveLength(1);
  });

  it('sends no signal in a canceled scope', async () => {
    const p = await parentOf(async () => {
      const child = await startChild();
      return scope(async ({ cancel }) => {
        cancel();
        return child.signal(go, 1).catch(String);
      });
    });
    await p.start(listen);

    expect(p.outcome).toMatchObject({ result: 'CanceledError: the scope was canceled' });
  });
});

describe('A Lambda function', () => {
  it.each([0, 901])('is refused with a timeout of %i s', (startToCloseTimeout) => {
    expect(() => lambda('resize', { startToCloseTimeout })).toThrow(/startToCloseTimeout must be .*1 to 900.*got/);
  });

  it.each([1, 900])('may have a timeout of %i s', (startToCloseTimeout) => {
    expect(() => lambda('resize', { startToCloseTimeout })).not.toThrow();
  });

  it('gives its result to its run, or its error', async () => {
    const resize = lambda<{ width: number }, { bytes: number }>('resize', { startToCloseTimeout: 10 });
    await using service = await flowService({
      functions: {
        resize: (input) => {
          const { width } = input as { width: number };
          if (width === 0) throw new Error('no width');
          return { bytes: width * 2 };
        },
      },
    });
    const { client, domain } = service;
    const definition = workflow(
      'images',
      '1.0',
      { ...options, lambdaRole: 'arn:aws:iam::123456789012:role/swf' },
      async () => {
        const error = await resize({ width: 0 }).catch((thrown: unknown) => thrown);
        if (!LambdaFunctionError.is(error)) throw new Error('the function has not failed');
        return [await resize({ width: 4 }), error.message, String(error.cause), error.details];
      },
    );
    await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'images', input: undefined, client });

    expect(await service.result(run)).toEqual([
      { bytes: 8 },
      'lambda function resize-1 (resize) failed: Unhandled: no width',
      'Error: no width',
      { errorType: 'Error', errorMessage: 'no width' },
    ]);
    await service.replay(definition, run.execution);
  });
});

describe('A child that is given up before it has started', () => {
  const losing = (onCancel: OnCancel) => async () => {
    await race(
      () => pay.child(1, { workflowId: 'pay-1', onCancel }),
      () => go.next(),
    );
    return 'done';
  };
  const initiated = () =>
    new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionInitiated('pay-1', { workflowType: { name: 'pay', version: '1.0' } })
      .workflowExecutionSignaled('go', { input: '1' });

  it.each(['WAIT', 'REQUEST'] as const)('is requested to end before its run closes: onCancel %s', async (onCancel) => {
    const history = initiated();
    const lost = await replayed(losing(onCancel), history);
    expect(lost.decisions).toEqual([]);
    history.decisionTaskCompleted().childWorkflowExecutionStarted('pay-1');
    const started = await replayed(losing(onCancel), history);

    expect(started.decisions.map(({ type }) => type)).toEqual([
      'RequestCancelExternalWorkflowExecution',
      'CompleteWorkflowExecution',
    ]);
  });

  it('holds up its run no longer if it does not start', async () => {
    const history = initiated();
    await replayed(losing('WAIT'), history);
    history.decisionTaskCompleted().startChildWorkflowExecutionFailed('pay-1', {
      workflowType: { name: 'pay', version: '1.0' },
      cause: 'WORKFLOW_ALREADY_RUNNING',
    });
    const { decisions } = await replayed(losing('WAIT'), history);

    expect(decisions.map(({ type }) => type)).toEqual(['CompleteWorkflowExecution']);
  });

  it('does not hold up its run with onCancel: ABANDON', async () => {
    const { decisions } = await replayed(losing('ABANDON'), initiated());

    expect(decisions.map(({ type }) => type)).toEqual(['CompleteWorkflowExecution']);
  });
});

describe('What is sent to another execution', () => {
  const sendings: readonly [string, () => Promise<void>][] = [
    ['a signal', () => external({ workflowId: 'other' }).signal(go, 1)],
    ['a cancel request', () => external({ workflowId: 'other' }).requestCancel()],
  ];

  it.each(sendings)('is not sent by a branch that has lost a race: %s', async (_, sending) => {
    const { decisions } = await replayed(() => race(sending, async () => 'first'), new HistoryBuilder());

    expect(decisions.map(({ type }) => type)).toEqual(['CompleteWorkflowExecution']);
  });

  const rate = { cause: 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED' } as const;
  const otherRate = { cause: 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED' } as const;
  const signaled = (run: HistoryBuilder, number: number) =>
    run.signalExternalWorkflowExecutionInitiated('other', 'go', { control: `flow:signal-go-${number}`, input: '1' });
  const requested = (run: HistoryBuilder, number: number) =>
    run.requestCancelExternalWorkflowExecutionInitiated('other', { control: `flow:cancel-${number}` });

  it.each<[string, () => Promise<void>, (run: HistoryBuilder, number: number, isTaken: boolean) => HistoryBuilder]>([
    [
      'a signal',
      () => external({ workflowId: 'other' }).signal(go, 1),
      (run, number, isTaken) =>
        isTaken
          ? signaled(run, number).externalWorkflowExecutionSignaled('other')
          : signaled(run, number).signalExternalWorkflowExecutionFailed('other', rate),
    ],
    [
      'a cancel request',
      () => external({ workflowId: 'other' }).requestCancel(),
      (run, number, isTaken) =>
        isTaken
          ? requested(run, number).externalWorkflowExecutionCancelRequested('other')
          : requested(run, number).requestCancelExternalWorkflowExecutionFailed('other', otherRate),
    ],
  ])('waits longer if SWF throttles it again, and briefly the next time: %s', async (_, sending, sent) => {
    const twice = async () => {
      await sending();
      await sending();
    };
    const waitAfter = async (history: HistoryBuilder) =>
      (await replayed(twice, history)).decisions.map(({ attributes }) => attributes);
    const first = () =>
      sent(new HistoryBuilder().decisionTask(), 1, false)
        .decisionTask()
        .timerStarted('$throttled-1')
        .timerFired('$throttled-1')
        .decisionTask();

    expect(await waitAfter(sent(first(), 1, false))).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '2' }]);
    const next = sent(sent(first(), 1, true).decisionTask(), 2, false);
    expect(await waitAfter(next)).toEqual([{ timerId: '$throttled-2', startToFireTimeout: '1' }]);
  });

  it('is not sent later, after SWF had throttled it, if its scope has timed out', async () => {
    const sending = async () => {
      await scope(() => external({ workflowId: 'other' }).signal(go, 1), { timeout: 5 }).catch(() => {});
      await sleep(60);
    };
    const history = new HistoryBuilder()
      .decisionTask()
      .timerStarted('timeout-1', { startToFireTimeout: 5 })
      .signalExternalWorkflowExecutionInitiated('other', 'go', { control: 'flow:signal-go-1', input: '1' })
      .signalExternalWorkflowExecutionFailed('other', { cause: 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED' });
    await replayed(sending, history);
    history.decisionTaskCompleted().timerStarted('$throttled-1').timerFired('timeout-1');
    const { decisions } = await replayed(sending, history);

    expect(decisions.map(String)).toEqual(['CancelTimer "$throttled-1"', 'StartTimer "sleep-1"']);
  });
});
