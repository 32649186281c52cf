import { ConnectionError, DoesNotExistError, OperationNotPermittedError } from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describedType, hung, LoneWorker, stopLone } from '../support/lone-worker.js';
import { virtualDelay } from '../support/virtual-time.js';
import { given, never, working } from '../support/working.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('An answer', () => {
  it('has a quarter of the remaining time of its task for each try', async () => {
    const { worker, log } = await working(() => 'done', given(32), { answer: hung });
    await vi.advanceTimersByTimeAsync(19_000);

    expect(log).toEqual([
      '8 ConnectionError: SWF did not answer within 8 seconds',
      '14 ConnectionError: SWF did not answer within 6 seconds',
      '18.5 ConnectionError: SWF did not answer within 4.5 seconds',
    ]);
    await stopLone(worker);
  });

  it('has at most ten seconds for each try', async () => {
    const { worker, log } = await working(() => 'done', given(3600), { answer: hung });
    await vi.advanceTimersByTimeAsync(15_000);

    expect(log).toEqual(['10 ConnectionError: SWF did not answer within 10 seconds']);
    await stopLone(worker);
  });

  it('has at least a second for each try', async () => {
    const { worker, log } = await working(() => 'done', given(2), { answer: hung });
    await vi.advanceTimersByTimeAsync(1900);

    expect(log).toEqual(['1 ConnectionError: SWF did not answer within 1 seconds']);
    await stopLone(worker);
  });

  it('that fails is sent again after a quarter of the remaining time, or a second if that is more', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const delays: number[] = [];
    const answer = () => Promise.reject(new ConnectionError('reset'));
    const { worker } = await working(() => 'done', given(8), { answer });
    worker.on('retry', ({ delayInSeconds }) => delays.push(Math.round(delayInSeconds * 100) / 100));
    await vi.advanceTimersByTimeAsync(7900);

    expect(delays).toEqual([0.4, 0.8, 1.6, 1.25, 1, 1, 1, 1]);
    await stopLone(worker);
  });

  it('is retried for two seconds after the grace of a worker that stops', async () => {
    const { worker, log } = await working(() => 'done', given(3600), { answer: hung });
    await vi.advanceTimersByTimeAsync(500);
    const stopped = worker.stop({ polls: 'abort', graceInSeconds: 1 });
    await vi.advanceTimersByTimeAsync(10_000);
    await stopped;

    expect(log).toEqual(['3.5 lost STOPPING']);
  });

  it('is cut sooner if the timeout of its task becomes known meanwhile', async () => {
    const describe = async () => {
      await virtualDelay(2);
      return describedType('NONE', 10);
    };
    const { worker, log } = await working(() => 'done', { heartbeatTimeout: 'NONE' }, { answer: hung, describe });
    await vi.advanceTimersByTimeAsync(4500);

    expect(log).toEqual(['4 ConnectionError: SWF did not answer within 2 seconds']);
    await stopLone(worker);
  });

  it('has ten seconds for each try again after the timeout of its type, which its task has outlived', async () => {
    const { worker, log } = await working(
      () => virtualDelay(6),
      { heartbeatTimeout: 'NONE' },
      { answer: hung, describe: async () => describedType('NONE', 5) },
    );
    await vi.advanceTimersByTimeAsync(17_000);

    expect(log).toEqual(['16 ConnectionError: SWF did not answer within 10 seconds']);
    await stopLone(worker);
  });

  it('that is retried for hours is not taken for work that is stuck', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { worker, log } = await working(
      () => 'done',
      { heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
      { answer: () => Promise.reject(new OperationNotPermittedError('denied')) },
    );
    worker.on('error', () => undefined);
    await vi.advanceTimersByTimeAsync(7_200_000);

    expect(log.filter((line) => !line.endsWith('OperationNotPermittedError: denied'))).toEqual([]);
    await stopLone(worker);
  });

  it.each([
    ['goes on', () => never(), ['7.5 aborted STOPPING', '8.5 lost STOPPING']],
    ['ends after that', () => virtualDelay(8.2), ['7.5 aborted STOPPING', '8.2 lost STOPPING']],
  ])(
    'is not sent if SWF no longer knows the task of a worker that stops, and its work %s',
    async (_, perform, heard) => {
      const { worker, log } = await working(
        perform,
        { heartbeatTimeout: 30, startToCloseTimeout: 'NONE' },
        { heartbeat: () => Promise.reject(new DoesNotExistError('gone')) },
      );
      await vi.advanceTimersByTimeAsync(7500);
      await stopLone(worker);

      expect(log).toEqual(heard);
    },
  );

  it('is retried for five seconds after its task has ended', async () => {
    const { worker, log } = await working(() => 'done', given(2), { answer: hung });
    await vi.advanceTimersByTimeAsync(20_000);

    expect(log.filter((line) => !line.includes('ConnectionError'))).toEqual(['7 lost TIMED_OUT']);
    await stopLone(worker);
  });

  it('fails an activity that goes on a second after its task has ended', async () => {
    const { worker, log } = await working(never, given(3));
    await vi.advanceTimersByTimeAsync(20_000);

    expect(log).toEqual([
      '3 aborted TIMED_OUT',
      '4 failed TIMED_OUT: the timeout of the task has passed',
      '4 stuck TIMED_OUT',
    ]);
    await stopLone(worker);
  });

  it('has the first reason for which the signal fired', async () => {
    const { worker, log } = await working(never, given(3));
    await vi.advanceTimersByTimeAsync(2500);
    const stopped = worker.stop({ polls: 'abort', graceInSeconds: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;

    expect(log).toEqual(['2.5 aborted STOPPING', '3.5 failed STOPPING: the actor is stopping']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('A requested cancellation', () => {
  const canceling = (thrown: (reason: unknown) => unknown) => async () => {
    const outcomes: string[] = [];
    const worker = new LoneWorker(
      {
        ...given(3600),
        perform: (_input, { heartbeat, signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(thrown(signal.reason)));
            heartbeat('begun');
          }),
      },
      { heartbeat: async () => true },
    );
    worker.on('canceled', () => outcomes.push('canceled'));
    worker.on('failed', ({ reason }) => outcomes.push(reason));
    await worker.start();
    await vi.advanceTimersByTimeAsync(30_000);
    await stopLone(worker);
    return outcomes;
  };
  const unreadable = () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const wrapped = (cause: unknown, levels: number): unknown =>
    levels === 0 ? cause : wrapped(new Error('aborted', { cause }), levels - 1);

  it.each<[string, (reason: unknown) => unknown, string]>([
    ['its reason', (reason) => reason, 'canceled'],
    ['an AbortError', () => new DOMException('aborted', 'AbortError'), 'canceled'],
    ['an error that its reason caused', (reason) => wrapped(reason, 1), 'canceled'],
    ['an error that its reason caused in 15 steps', (reason) => wrapped(reason, 15), 'canceled'],
    ['an error that its reason caused in 16 steps', (reason) => wrapped(reason, 16), 'Error: aborted'],
    ['an error of another cause', () => wrapped(new Error('no card'), 1), 'Error: aborted'],
    ['a text', () => 'no card', 'no card'],
    ['a value that cannot be read', unreadable, 'an error that cannot be read'],
  ])('is confirmed or failed by an activity that rejects with %s', async (_, thrown, outcome) => {
    expect(await canceling(thrown)()).toEqual([outcome]);
  });

  it('is advice: the activity may go on for as long as it needs', async () => {
    const onAbort = vi.fn();
    const { worker, log } = await working(never, given(86_400), { heartbeat: async () => true }, onAbort);
    await vi.advanceTimersByTimeAsync(3_600_000);

    expect(log).toEqual(['24 aborted CANCEL_REQUESTED']);
    expect(onAbort).toHaveBeenCalledOnce();
    await stopLone(worker);
  });
});

describe('The signal of an activity', () => {
  it('has already fired if the activity first reads it after its task has ended', async () => {
    const reasons: unknown[] = [];
    const worker = new LoneWorker(
      {
        ...given(1),
        perform: async (_input, context) => {
          await virtualDelay(1.5);
          const { signal } = context;
          reasons.push(signal.reason, signal === context.signal);
        },
      },
      {},
    );
    await worker.start();
    await vi.advanceTimersByTimeAsync(3000);

    expect(reasons).toMatchObject([{ name: 'AbortError', code: 'TIMED_OUT' }, true]);
    await stopLone(worker);
  });
});
