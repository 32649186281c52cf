import { type DescribeActivityTypeCommandOutput, SWFServiceException } from '@aws-sdk/client-swf';
import type { ActivityWorkerOptions } from '@swf/actors';
import type { TypeRef } from '@swf/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describedType, LoneWorker, stopLone } from '../support/lone-worker.js';
import { deferred } from '../support/service.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const fault = (name: string) =>
  new SWFServiceException({
    name,
    message: 'refused',
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: 'r' },
  });

/**
 * Starts a worker with that many tasks of one type; records the seconds of each description and
 * heartbeat.
 */
async function describing(
  describe: (count: number) => Promise<DescribeActivityTypeCommandOutput>,
  tasks = 1,
  options: ActivityWorkerOptions = {},
  WorkerClass = LoneWorker,
) {
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 100) / 10;
  const described: number[] = [];
  const beats: number[] = [];
  const ends: (() => void)[] = [];
  const worker = new WorkerClass(
    () => new Promise<void>((resolve) => ends.push(resolve)),
    {
      describe: () => {
        described.push(seconds());
        return describe(described.length);
      },
      heartbeat: async () => {
        beats.push(seconds());
        return false;
      },
    },
    tasks,
    options,
  );
  const retries: string[] = [];
  worker.on('retry', ({ operation, error }) => retries.push(`${operation}: ${error}`));
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));
  await worker.start();
  await vi.advanceTimersByTimeAsync(0);
  return { worker, described, beats, retries, errors, ends };
}

describe('The timeouts of a registered type', () => {
  it('are requested once for all tasks, and again after a failure', async () => {
    const { worker, described, beats, retries } = await describing(async (count) => {
      if (count < 3) throw fault('ThrottlingException');
      return describedType(9);
    }, 3);
    await vi.advanceTimersByTimeAsync(20_000);
    await stopLone(worker);

    expect(described).toEqual([0, 0.2, 0.6]);
    expect(retries).toHaveLength(2);
    expect(retries[0]).toMatch(/^DescribeActivityType: RateLimitExceededError/);
    expect(beats.slice(0, 6)).toEqual([3, 3, 3, 6, 6, 6]);
  });

  it.each(['AccessDeniedException', 'OperationNotPermittedFault'])(
    'are reported once, with both remedies, if the permission is missing: %s',
    async (name) => {
      let isAllowed = false;
      const { worker, errors, retries } = await describing(async () => {
        if (isAllowed) return describedType(9);
        throw fault(name);
      });
      await vi.advanceTimersByTimeAsync(5000);
      expect(worker.health().refusals).toMatchObject([{ operation: 'DescribeActivityType' }]);
      isAllowed = true;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(worker.health().refusals).toEqual([]);
      await stopLone(worker);

      expect(errors).toMatchObject([
        {
          code: 'OPERATION_NOT_PERMITTED',
          fault: name,
          message: expect.stringMatching(
            new RegExp(
              ' \\(allow swf:DescribeActivityType, or give the activity its heartbeatTimeout and startToCloseTimeout; ' +
                'until then heartbeats go out every 5 seconds, and a shorter heartbeat timeout is missed\\)$',
            ),
          ),
        },
      ]);
      expect(retries.length).toBeGreaterThan(1);
    },
  );

  it('are known to the tasks after the first', async () => {
    const { worker, described, beats, ends } = await describing(async () => describedType(9), 2, { concurrency: 1 });
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(3_100);
    await stopLone(worker);

    expect([described, beats]).toEqual([[0], [3]]);
  });

  it('are requested as long as one task needs them', async () => {
    const answer = deferred();
    const { worker, described, beats, ends } = await describing(async () => {
      await answer.promise;
      return describedType(9);
    }, 2);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    answer.resolve();
    await vi.advanceTimersByTimeAsync(2_100);
    await stopLone(worker);

    expect([described, beats]).toEqual([[0], [3]]);
  });

  it('are requested again for a later task, no sooner than for the one before', async () => {
    const { worker, described, ends } = await describing(() => Promise.reject(fault('UnknownResourceFault')), 2, {
      concurrency: 1,
    });
    await vi.advanceTimersByTimeAsync(4000);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(4000);
    await stopLone(worker);

    expect(described).toEqual([0, 0.2, 0.6, 1.4, 3, 6.2]);
  });

  it('are requested less and less often, down to once a minute, if SWF does not know the type', async () => {
    const { worker, described } = await describing(() => Promise.reject(fault('UnknownResourceFault')));
    await vi.advanceTimersByTimeAsync(600_000);
    await stopLone(worker);

    const pauses = described.slice(1).map((at, index) => Math.round(at - Number(described[index])));
    expect(pauses.slice(0, 4)).toEqual([0, 0, 1, 2]);
    expect(pauses.slice(-3)).toEqual([60, 60, 60]);
  });

  it('are requested again if a request hangs, even if it cannot be cut', async () => {
    const { worker, described, retries } = await describing(async (count) => {
      if (count === 1) await new Promise(() => {});
      return describedType(9);
    });
    await vi.advanceTimersByTimeAsync(20_000);
    await stopLone(worker);

    expect(described).toEqual([0, 11.2]);
    expect(retries).toEqual([expect.stringContaining('SWF did not answer within 10 seconds')]);
  });

  it('are not requested if the worker knows them', async () => {
    class Knowing extends LoneWorker {
      protected override timeoutsOf({ name, version }: TypeRef) {
        return `${name}@${version}` === 'activity@1.0' ? { heartbeatTimeout: 9 } : undefined;
      }
    }
    const { worker, described, beats } = await describing(() => new Promise(() => {}), 1, {}, Knowing);
    await vi.advanceTimersByTimeAsync(9100);
    await stopLone(worker);

    expect({ described, beats }).toEqual({ described: [], beats: [3, 6, 9] });
  });

  it('are not requested while no task needs them', async () => {
    const { worker, described, ends } = await describing(() => Promise.reject(fault('ThrottlingException')));
    for (const end of ends) end();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopLone(worker);

    expect(described).toEqual([0]);
  });

  it('are no longer requested when the last task ends during a request, and nothing is reported', async () => {
    const { worker, described, ends, retries, errors } = await describing(() => new Promise(() => {}));
    for (const end of ends) end();
    await vi.advanceTimersByTimeAsync(60_000);

    expect({ described, retries, errors }).toEqual({ described: [0], retries: [], errors: [] });
    expect(worker.health().refusals).toEqual([]);
    await stopLone(worker);
  });

  it.each([
    ['give way to the heartbeat timeout of the activity', { heartbeatTimeout: 30 }, 9, 'NONE', [10, 20, 30]],
    ['say how often heartbeats go out if the activity does not', { startToCloseTimeout: 60 }, 9, 12, [3, 6, 9, 12]],
    ['are not all that says how often, as a task may have a shorter one', {}, 3600, 'NONE', [30, 60, 90]],
    ['make a heartbeat find out whether the task goes on after them', { heartbeatTimeout: 'NONE' }, 'NONE', 12, [12]],
    ['give way to the start-to-close timeout of the activity', { startToCloseTimeout: 60 }, 'NONE', 12, []],
  ] as const)('%s', async (_, given, heartbeatTimeout, startToCloseTimeout, expected) => {
    const perform = () => new Promise(() => {});
    const { worker, beats } = await describing(async () => describedType(heartbeatTimeout, startToCloseTimeout), 1, {
      activities: { activity: { ...given, perform } },
    });
    await vi.advanceTimersByTimeAsync(expected.length === 0 ? 20_000 : Number(expected.at(-1)) * 1000 + 100);
    await stopLone(worker);

    expect(beats).toEqual(expected);
  });
});

describe('Heartbeats of a type whose timeouts are unknown', () => {
  const unanswered = () => new Promise<never>(() => {});

  it('go out every five seconds', async () => {
    const { worker, beats } = await describing(unanswered);
    await vi.advanceTimersByTimeAsync(15_000);
    await stopLone(worker);

    expect(beats).toEqual([5, 10, 15]);
  });

  it('go on when other tasks end while they wait for their turn', async () => {
    const { worker, beats, ends } = await describing(unanswered, 4);
    await vi.advanceTimersByTimeAsync(5010);
    // The first has beaten, and the second ends before its turn, 50 milliseconds later.
    expect(beats).toEqual([5]);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(200);
    expect(beats).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(5000);
    await stopLone(worker);

    expect(beats).toHaveLength(6);
  });

  it('go out 20 times a second for all tasks together, until the timeouts are known', async () => {
    const known = deferred<void>();
    const { worker, beats } = await describing(async () => {
      await known.promise;
      return describedType(30);
    }, 300);
    await vi.advanceTimersByTimeAsync(30_000);

    const busiest = Math.max(...beats.map((begin) => beats.filter((at) => at >= begin && at < begin + 1).length));
    expect(busiest).toBeLessThanOrEqual(21);
    expect(beats.length).toBeGreaterThan(450);
    known.resolve();
    // The request that is in flight is the one that succeeds, or the next after at most 20 seconds.
    await vi.advanceTimersByTimeAsync(31_000);
    const before = beats.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(beats.length - before).toBeGreaterThanOrEqual(300);
    await stopLone(worker);
  });
});
