import { describe, expect, it, vi } from 'vitest';
import { type TypeTimeouts, TypeTimeoutsCache } from '../../src/worker/type-timeouts.js';
import { countRequests } from '../support/count-requests.js';
import { eventually } from '../support/eventually.js';
import { openService } from '../support/service.js';
import { domain } from '../support/workflow.js';

const TYPE = { name: 'activity', version: '1.0' };

function cacheOf({ client }: Awaited<ReturnType<typeof openService>>) {
  const heard = { onRetry: vi.fn(), onAnswer: vi.fn() };
  return { ...heard, cache: new TypeTimeoutsCache({ domain, client: () => client, ...heard }) };
}

function known(cache: TypeTimeoutsCache): Promise<TypeTimeouts> {
  return new Promise((resolve) => cache.follow(TYPE, resolve));
}

describe('TypeTimeoutsCache', () => {
  it('asks SWF once for a type, again while it cannot be had, and for all tasks together', async () => {
    await using swf = await openService({}, { defaultTaskHeartbeatTimeout: 7 });
    const requests = countRequests(swf.client);
    const { cache, onRetry, onAnswer } = cacheOf(swf);
    swf.service.faults.set([{ operations: ['DescribeActivityType'], count: 2, fault: 'ThrottlingException' }]);

    const timeouts = { heartbeatTimeout: 7, startToCloseTimeout: 60 };
    expect(await Promise.all([known(cache), known(cache)])).toEqual([timeouts, timeouts]);
    expect(await known(cache)).toEqual(timeouts);
    expect([...requests]).toEqual([['DescribeActivityType', 3]]);
    expect(onRetry.mock.calls.map(([{ error, failures }]) => [error.code, failures])).toEqual([
      ['RATE_LIMIT_EXCEEDED', 1],
      ['RATE_LIMIT_EXCEEDED', 2],
    ]);
    expect(onAnswer).toHaveBeenCalledOnce();
  });

  it('names the missing permission and both cures', async () => {
    await using swf = await openService();
    const { cache, onRetry } = cacheOf(swf);
    swf.service.faults.set([{ operations: ['DescribeActivityType'], count: 1, fault: 'AccessDeniedException' }]);
    await known(cache);

    expect(onRetry.mock.calls[0]?.[0].error).toMatchObject({
      code: 'OPERATION_NOT_PERMITTED',
      fault: 'AccessDeniedException',
      message: expect.stringMatching(/allow swf:DescribeActivityType, or give the activity its heartbeatTimeout/),
    });
  });

  it('cuts a request that hangs, and asks again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using swf = await openService();
    const { cache, onRetry } = cacheOf(swf);
    let hung = 0;
    swf.client.middlewareStack.add(
      (send) => (args) => {
        hung += 1;
        // As a credentials provider may, it hears no signal.
        return hung === 1 ? new Promise(() => {}) : send(args);
      },
      { step: 'initialize' },
    );
    const learned = vi.fn();
    cache.follow(TYPE, learned);
    for (let second = 0; second < 14; second += 1) await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();

    await eventually(() => expect(learned).toHaveBeenCalledOnce());
    expect(onRetry.mock.calls[0]?.[0].error).toMatchObject({ code: 'CONNECTION' });
  });

  it('asks no more when no task is left that wants to know, and later no sooner than it would have', async () => {
    await using swf = await openService();
    const requests = countRequests(swf.client);
    const { cache, onRetry } = cacheOf(swf);
    vi.spyOn(Math, 'random').mockReturnValue(1);
    swf.service.faults.set([{ operations: ['DescribeActivityType'], count: 1, fault: 'ThrottlingException' }]);
    const learned = vi.fn();
    const unfollow = cache.follow(TYPE, learned);
    await eventually(() => expect(onRetry).toHaveBeenCalledOnce());
    unfollow();
    const failedAt = performance.now();
    await known(cache);
    vi.restoreAllMocks();

    expect(performance.now() - failedAt).toBeGreaterThan(100);
    expect(learned).not.toHaveBeenCalled();
    expect(requests.get('DescribeActivityType')).toBe(2);
  });
});
