import { ListDomainsCommand, ListOpenWorkflowExecutionsCommand, type SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { Bucket, OverBudgetError, type Wait } from '../../src/server/budget/bucket.js';
import { Budget } from '../../src/server/budget/budget.js';
import { TestClock } from '../support/test-clock.js';

const click = (maxWaitInSeconds: number): Wait => ({ priority: 'click', maxWaitInSeconds });
const live = (maxWaitInSeconds: number): Wait => ({ priority: 'live', maxWaitInSeconds });
const prefetch = (maxWaitInSeconds: number): Wait => ({ priority: 'prefetch', maxWaitInSeconds });

/** A bucket of two tokens that regains one every four seconds. */
function bucketOf() {
  const clock = new TestClock();
  const bucket = new Bucket('ListDomains', [2, 0.25], clock);
  const events: string[] = [];
  const note = (what: string) => () => void events.push(what);
  return {
    bucket,
    clock,
    /** Takes a token; what becomes of it is read with `seen`. */
    take: (name: string, wait: Wait, signal?: AbortSignal) =>
      void bucket
        .take(wait, signal)
        .then(note(name), (error: unknown) =>
          note(`${name} ${error instanceof OverBudgetError ? `over, ${error.retryAfterInSeconds} s` : error}`)(),
        ),
    async seen() {
      await clock.settle();
      return events.splice(0);
    },
  };
}

describe('A bucket', () => {
  it('is full at first, and regains its tokens up to that', async () => {
    const { bucket, clock, take, seen } = bucketOf();
    expect(bucket.tokens).toBe(2);
    take('a', click(0));
    expect([await seen(), bucket.tokens]).toEqual([['a'], 1]);
    clock.pass(3.999);
    expect(bucket.tokens).toBe(1);
    clock.pass(0.001);
    expect(bucket.tokens).toBe(2);
    clock.pass(100);
    expect(bucket.tokens).toBe(2);
    // A clock that is set back takes none away.
    clock.pass(-100);
    expect(bucket.tokens).toBe(2);
  });

  it('lets a request wait as long as it may, and says when to try again', async () => {
    const { clock, take, seen } = bucketOf();
    take('a', click(0));
    take('b', click(0));
    take('c', click(3.9));
    take('d', click(4));
    take('e', click(7.9));
    take('f', click(8));
    expect(await seen()).toEqual(['a', 'b', 'c over, 4 s', 'e over, 8 s']);
    clock.pass(3.9);
    expect(await seen()).toEqual([]);
    clock.pass(0.1);
    expect(await seen()).toEqual(['d']);
    clock.pass(4);
    expect(await seen()).toEqual(['f']);
  });

  it('wakes when there is a token, and not before', async () => {
    const { clock, take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    clock.pass(1);
    take('c', click(100));
    expect([await seen(), clock.wait]).toEqual([['a', 'b'], 3]);
    take('d', click(100));
    clock.pass(3);
    expect([await seen(), clock.timers, clock.wait]).toEqual([['c'], 1, 4]);
  });

  it('says a second at least', async () => {
    const clock = new TestClock();
    const bucket = new Bucket('ListDomains', [1, 100], clock);
    await bucket.take(click(0));
    await expect(bucket.take(click(0))).rejects.toMatchObject({ name: 'OverBudgetError', retryAfterInSeconds: 1 });
    const message = "ListDomains is not sent: the console's share of SWF's request rate is used up";
    await expect(bucket.take(click(0))).rejects.toThrow(message);
  });

  it('holds a token at least', () => {
    expect(new Bucket('ListDomains', [0.5, 0.25], new TestClock()).tokens).toBe(1);
  });

  it('serves clicks before live updates, and these before prefetches, each in order', async () => {
    const { clock, take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    take('prefetch 1', prefetch(100));
    take('live 1', live(100));
    take('click 1', click(100));
    take('live 2', live(100));
    take('click 2', click(100));
    take('prefetch 2', prefetch(100));
    await seen();
    clock.pass(24);
    // No more than it holds.
    expect(await seen()).toEqual(['click 1', 'click 2']);
    for (const name of ['live 1', 'live 2', 'prefetch 1', 'prefetch 2']) {
      clock.pass(4);
      expect(await seen()).toEqual([name]);
    }
  });

  it('counts those that are served before, and no others', async () => {
    const { take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    take('live 1', live(4));
    take('live 2', live(7.9));
    take('click', click(4));
    expect(await seen()).toEqual(['a', 'b', 'live 2 over, 8 s']);
  });

  it('drops what waits too long because others came in between', async () => {
    const { clock, take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    take('live', live(4));
    take('click', click(4));
    await seen();
    clock.pass(4);
    expect(await seen()).toEqual(['click']);
    clock.pass(4);
    expect(await seen()).toEqual(['live over, 4 s']);
  });

  it('forgets a request that is aborted', async () => {
    const { bucket, clock, take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    const stop = new AbortController();
    take('c', click(100), stop.signal);
    take('d', click(100));
    stop.abort('left');
    expect(await seen()).toEqual(['a', 'b', 'c left']);
    clock.pass(4);
    expect(await seen()).toEqual(['d']);
    expect(clock.timers).toBe(0);
    const other = new AbortController();
    take('e', click(100), other.signal);
    expect(clock.timers).toBe(1);
    other.abort('left');
    expect([clock.timers, await seen()]).toEqual([0, ['e left']]);
    // It does not begin to wait, either.
    take('g', click(100), other.signal);
    expect([clock.timers, await seen()]).toEqual([0, ['g left']]);
    // It can be used after that.
    take('f', click(100));
    clock.pass(4);
    expect([await seen(), bucket.tokens]).toEqual([['f'], 0]);
  });

  it('drops all that waits when it is closed', async () => {
    const { bucket, clock, take, seen } = bucketOf();
    for (const name of ['a', 'b']) take(name, click(0));
    take('c', click(100));
    take('d', live(100));
    bucket.close();
    expect([await seen(), clock.timers]).toEqual([['a', 'b', 'c over, 4 s', 'd over, 8 s'], 0]);
  });
});

describe('A budget', () => {
  /** A budget in front of a client whose answer the test chooses. */
  function budgetOf(share?: number) {
    const clock = new TestClock();
    const budget = new Budget(share, clock);
    let isThrottled = false;
    const sent: string[] = [];
    const send = async (command: object) => {
      sent.push(command.constructor.name);
      if (isThrottled) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
      return {};
    };
    const of = (wait: Wait) => budget.limit({ send } as unknown as SWFClient, wait);
    const list = (wait: Wait) =>
      of(wait)
        .send(new ListOpenWorkflowExecutionsCommand({ domain: 'orders', startTimeFilter: { oldestDate: new Date() } }))
        .then(
          () => 'sent',
          (error: unknown) => (error instanceof OverBudgetError ? error.retryAfterInSeconds : 'throttled'),
        );
    return {
      budget,
      clock,
      of,
      list,
      sent,
      throttle: (turn: boolean) => {
        isThrottled = turn;
      },
    };
  }

  it('has 5 % of the bucket, and a share of the refill, of each operation', async () => {
    const { budget, clock, of, list } = budgetOf(0.25);
    expect(budget.left).toEqual({});
    for (let index = 0; index < 10; index += 1) expect(await list(click(0))).toBe('sent');
    await of(click(0)).send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
    expect(budget.left).toEqual({ ListOpenWorkflowExecutions: 0, ListDomains: 4 });
    clock.pass(0.25);
    expect(budget.left).toEqual({ ListOpenWorkflowExecutions: 3, ListDomains: 4 });
  });

  it('pauses what nobody waits for, for 30 s, doubling to 5 min, while SWF throttles it', async () => {
    const { clock, list, throttle } = budgetOf();
    throttle(true);
    for (const seconds of [30, 60, 120, 240, 300, 300]) {
      expect([await list(live(0)), await list(live(0)), await list(prefetch(0))]).toEqual([
        'throttled',
        seconds,
        seconds,
      ]);
      // Those in flight together are throttled once.
      expect(await list(click(0))).toBe('throttled');
      clock.pass(seconds - 0.001);
      expect(await list(live(0))).toBe(1);
      clock.pass(0.001);
    }
    throttle(false);
    expect(await list(live(0))).toBe('sent');
    throttle(true);
    expect([await list(live(0)), await list(live(0))]).toEqual(['throttled', 30]);
  });

  it('remembers a pause while it lasts, although SWF answers', async () => {
    const { clock, list, throttle } = budgetOf();
    throttle(true);
    await list(live(0));
    throttle(false);
    expect([await list(click(0)), await list(live(0))]).toEqual(['sent', 30]);
    clock.pass(30);
    throttle(true);
    expect([await list(live(0)), await list(live(0))]).toEqual(['throttled', 60]);
  });

  it('pauses no longer when the clock is set back', async () => {
    const { clock, list, throttle } = budgetOf();
    throttle(true);
    await list(live(0));
    throttle(false);
    expect(await list(live(0))).toBe(30);
    clock.pass(-3600);
    expect(await list(live(0))).toBe('sent');
  });

  it('pauses for no other error', async () => {
    const { budget, list, sent } = budgetOf();
    const send = () => Promise.reject(Object.assign(new Error('no'), { name: 'OperationNotPermittedFault' }));
    const client = budget.limit({ send } as unknown as SWFClient, live(0));
    for (const message of ['no', 'no']) {
      await expect(client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }))).rejects.toThrow(message);
    }
    expect([await list(live(0)), sent]).toEqual(['sent', ['ListOpenWorkflowExecutionsCommand']]);
  });
});
