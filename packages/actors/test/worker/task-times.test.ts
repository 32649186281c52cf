import { getEventListeners } from 'node:events';
import type { ActivityContext, ActivityTimeouts } from '@swf/actors';
import type { ActivityTask } from '@swf/models';
import { DoesNotExistError } from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describedType, hung, type LoneRequests, LoneWorker, stopLone } from '../support/lone-worker.js';
import { deferred } from '../support/service.js';
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

describe('A task', () => {
  it.each<[string, ActivityTimeouts, LoneRequests, readonly string[]]>([
    [
      'ends when its heartbeat timeout passes without an accepted heartbeat',
      { heartbeatTimeout: 30, startToCloseTimeout: 'NONE' },
      { heartbeat: (_details, signal) => hung(signal) },
      ['30 aborted TIMED_OUT', '31 failed TIMED_OUT: the timeout of the task has passed', '31 stuck TIMED_OUT'],
    ],
    [
      'is reported as stuck after an hour without details if it has no timeout',
      { heartbeatTimeout: 5000, startToCloseTimeout: 'NONE' },
      {},
      ['3600 stuck NO_TIMEOUT'],
    ],
    [
      'is not reported as stuck if its type has a timeout',
      { heartbeatTimeout: 5000 },
      { describe: async () => describedType(5000, 9000) },
      [],
    ],
    [
      'is reported as stuck if it has no timeout, although its type has one',
      { heartbeatTimeout: 5000, startToCloseTimeout: 'NONE' },
      { describe: async () => describedType(5000, 9000) },
      ['3600 stuck NO_TIMEOUT'],
    ],
    [
      'ends at once if it has no time at all',
      { heartbeatTimeout: 'NONE', startToCloseTimeout: 0 },
      {},
      ['0 aborted TIMED_OUT', '1 failed TIMED_OUT: the timeout of the task has passed', '1 stuck TIMED_OUT'],
    ],
    [
      'ends a second after it began if its heartbeat timeout is 0 and none is accepted',
      { heartbeatTimeout: 0, startToCloseTimeout: 'NONE' },
      { heartbeat: (_details, signal) => hung(signal) },
      ['1 aborted TIMED_OUT', '2 failed TIMED_OUT: the timeout of the task has passed', '2 stuck TIMED_OUT'],
    ],
    [
      'ends after a timeout that is longer than timers can be',
      { heartbeatTimeout: 31_536_000, startToCloseTimeout: 2_592_000 },
      {},
      [
        '2592000 aborted TIMED_OUT',
        '2592001 failed TIMED_OUT: the timeout of the task has passed',
        '2592001 stuck TIMED_OUT',
      ],
    ],
  ])('%s', async (_, timeouts, requests, expected) => {
    const { worker, log } = await working(never, timeouts, requests);
    const isLong = timeouts.startToCloseTimeout === 2_592_000;
    await vi.advanceTimersByTimeAsync(isLong ? 2_592_010_000 : 4_000_000);

    expect(log.filter((line) => !line.includes('ConnectionError'))).toEqual(expected);
    await stopLone(worker);
  });

  it.each<[string, (context: ActivityContext) => unknown, readonly string[]]>([
    ['has completed', () => 'done', ['0 completed']],
    ['was left open', ({ completeLater }) => completeLater({ heartbeats: true }), ['4000 aborted STOPPING']],
  ])('is not reported as stuck if details are given after it %s', async (_, perform, expected) => {
    const details = deferred<ActivityContext['heartbeat']>();
    const { worker, log } = await working(
      (context) => {
        details.resolve(context.heartbeat);
        return perform(context);
      },
      {},
      { describe: async () => describedType('NONE') },
    );
    (await details.promise)('late');
    await vi.advanceTimersByTimeAsync(4_000_000);
    await stopLone(worker);

    expect(log).toEqual(expected);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not reported as stuck after its work has given details if its type has a timeout', async () => {
    const perform = async ({ heartbeat }: ActivityContext) => {
      await virtualDelay(10);
      heartbeat('half');
      return never();
    };
    const { worker, log } = await working(
      perform,
      { heartbeatTimeout: 5000 },
      { describe: async () => describedType(5000, 9000) },
    );
    await vi.advanceTimersByTimeAsync(4_000_000);

    expect(log).toEqual([]);
    await stopLone(worker);
  });

  it('of which the timeout of its type becomes known after that has passed is checked at once', async () => {
    const beats: number[] = [];
    const { worker, log } = await working(
      never,
      { heartbeatTimeout: 'NONE' },
      {
        describe: async () => {
          await virtualDelay(8);
          return describedType('NONE', 5);
        },
        heartbeat: async () => {
          beats.push(Math.round(performance.now() / 100) / 10);
          throw new DoesNotExistError('gone');
        },
      },
    );
    const begun = Math.round(performance.now() / 100) / 10;
    await vi.advanceTimersByTimeAsync(20_000);

    expect(beats.map((at) => Math.round(at - begun))).toEqual([8]);
    expect(log).toEqual(['8 aborted TIMED_OUT', '9 lost TIMED_OUT', '9 stuck TIMED_OUT']);
    await stopLone(worker);
  });

  it.each<[string, ActivityTimeouts, LoneRequests]>([
    ['timeouts', { heartbeatTimeout: 30, startToCloseTimeout: 60 }, {}],
    ['no timeout', { heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' }, {}],
    ['the timeouts of its type', {}, { describe: async () => describedType(30, 60) }],
    ['timeouts that nobody knows', {}, {}],
    [
      'a timeout that becomes known during its answer',
      { heartbeatTimeout: 'NONE' },
      {
        describe: async () => {
          await virtualDelay(1);
          return describedType('NONE', 3600);
        },
        answer: () => virtualDelay(2),
      },
    ],
  ])('leaves no timer behind when it is done: with %s', async (_, timeouts, requests) => {
    const { worker, log } = await working(() => 'done', timeouts, requests);
    await vi.advanceTimersByTimeAsync(3000);
    expect(log.map((line) => line.replace(/^\S+ /, ''))).toEqual(['completed']);
    await stopLone(worker);

    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['is done', () => 'done', given(3600)],
    ['was given up, and whose work has ended', () => virtualDelay(5), given(1)],
  ])('that %s leaves no listener on the signal of its worker, which outlives it', async (_, perform, timeouts) => {
    const signals: AbortSignal[] = [];
    class Recording extends LoneWorker {
      protected override handle(task: ActivityTask, stopping: AbortSignal): Promise<void> {
        signals.push(stopping);
        return super.handle(task, stopping);
      }
    }
    const worker = new Recording({ ...timeouts, perform }, {});
    const done = vi.fn();
    worker.on('done', done);
    await worker.start();
    await vi.advanceTimersByTimeAsync(6000);

    expect(done).toHaveBeenCalledOnce();
    expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[]]);
    await stopLone(worker);
  });

  it('that an open poll brings after the grace has passed is given up at once', async () => {
    const gate = deferred();
    class Late extends LoneWorker {
      override async poll(options?: Parameters<LoneWorker['poll']>[0]) {
        await gate.promise;
        return super.poll(options);
      }
    }
    const reasons: unknown[] = [];
    const perform = (_: unknown, { signal }: ActivityContext) => {
      reasons.push(signal.reason);
      return never();
    };
    const worker = new Late({ ...given(3600), perform }, {});
    const heard = vi.fn();
    worker.on('aborted', ({ reason }) => heard('aborted', reason));
    worker.on('failed', ({ reason }) => heard('failed', reason));
    await worker.start();
    const stopped = worker.stop({ polls: 'finish', graceInSeconds: 0 });
    gate.resolve();
    await vi.advanceTimersByTimeAsync(1000);
    await stopped;

    expect(heard.mock.calls).toEqual([
      ['aborted', 'STOPPING'],
      ['failed', 'STOPPING: the actor is stopping'],
    ]);
    expect(reasons).toMatchObject([{ code: 'STOPPING' }]);
  });

  it('that was left open without heartbeats is none of the tasks that a worker that stops gives up', async () => {
    const { worker, log } = await working(({ completeLater }) => completeLater(), given(3600));
    await stopLone(worker);

    expect(log).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on until the grace of a worker that stops has passed', async () => {
    const { worker, log } = await working(never, given(10));
    await vi.advanceTimersByTimeAsync(1000);
    const stopped = worker.stop({ polls: 'abort', graceInSeconds: 0.5 });
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;

    expect(log).toEqual(['1.5 aborted STOPPING', '2.5 failed STOPPING: the actor is stopping']);
  });
});
