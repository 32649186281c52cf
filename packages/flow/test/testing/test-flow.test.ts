import { setImmediate } from 'node:timers/promises';
import {
  activity,
  continueAsNew,
  human,
  implement,
  lambda,
  log,
  type PayloadCodec,
  RunFailedError,
  race,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { DecisionFailedError } from '@swf/flow/errors';
import { mock, testFlow } from '@swf/flow/testing';
import type { Client } from '@swf/settings/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { until } from '../support/until.js';

const charge = activity<{ amount: number }, { id: string }>('charge', '1.0', {
  taskList: 'payments',
  startToCloseTimeout: 30,
});
const ship = activity<string, string>('ship', '1.0', { startToCloseTimeout: 30, retry: { maximumAttempts: 3 } });
const resize = lambda<{ width: number }, number>('resize');
const approve = signal<{ by: string }>('approve');
const approval = human<{ approved: boolean }>('approval');

const order = workflow('order', '1.0', { taskList: 'orders' }, async (input: { total: number }) => {
  const { id } = await charge({ amount: input.total });
  const by = await race(
    async () => (await approve.next()).by,
    async () => {
      await sleep(3 * 86_400);
      return 'nobody';
    },
  );
  return { id, by };
});

const charging = () => mock(charge, async ({ amount }) => ({ id: `receipt-${amount}` }));

describe('testFlow', () => {
  it('runs a workflow, and lets the time of its timers pass', async () => {
    const mocked = charging();
    await using env = await testFlow({ workflows: [order], activities: [mocked] });

    expect(await env.run(order, { total: 3 })).toEqual({ id: 'receipt-3', by: 'nobody' });
    expect(mocked.calls).toEqual([{ amount: 3 }]);
  });

  it('has a domain of its own, which keeps closed runs as long as SWF would', async () => {
    await using env = await testFlow({ workflows: [order] });
    const domain = await env.domain.upstream({ client: env.client });

    expect(domain).toMatchObject({ name: 'flow-tests', retentionPeriodInDays: 90 });
  });

  it('follows an execution from run to run for longer than a domain keeps closed runs', async () => {
    const monthly = workflow('monthly', '1.0', { taskList: 'months' }, async (month: number) => {
      if (month === 36) return `billed ${month} times`;
      await sleep(28 * 86_400);
      return continueAsNew(month + 1);
    });
    await using env = await testFlow({ workflows: [monthly] });

    expect(await env.run(monthly, 0)).toBe('billed 36 times');
  });

  it('lets no time pass while no result is awaited', async () => {
    await using env = await testFlow({ workflows: [order], activities: [charging()] });
    const run = await env.start(order, { total: 3 });
    await until(async () => (await env.history(run)).filter({ name: 'TimerStarted' }).length > 0);
    await run.signal(approve, { by: 'ops' });

    expect(await run.result()).toEqual({ id: 'receipt-3', by: 'ops' });
  });

  it('lets no time pass once a result is no longer awaited, however late before a jump', async () => {
    const turns = async (count: number) => {
      for (let turn = 0; turn < count; turn++) await setImmediate();
    };
    // The clock gives programs 16 turns, and again as many before it jumps.
    for (let quiet = 14; quiet < 40; quiet++) {
      await using env = await testFlow({ workflows: [order], activities: [charging()] });
      const run = await env.start(order, { total: 3 });
      const has = async (name: 'TimerStarted' | 'TimerFired') => (await env.history(run)).filter({ name }).length > 0;
      await until(() => has('TimerStarted'));
      const giveUp = new AbortController();
      const result = run.result({ signal: giveUp.signal });
      await turns(quiet);
      giveUp.abort(new Error('given up'));
      await expect(result).rejects.toThrow('given up');
      expect({ quiet, hasFired: await has('TimerFired') }).toEqual({ quiet, hasFired: false });
      await turns(200);
      expect({ quiet, hasFired: await has('TimerFired') }).toEqual({ quiet, hasFired: false });
    }
  });

  it('lets time pass on demand', async () => {
    await using env = await testFlow({ workflows: [order], activities: [charging()] });
    const run = await env.start(order, { total: 3 });
    await env.advance({ days: 4 });
    const history = await env.history(run);

    expect(history.last?.name).toBe('WorkflowExecutionCompleted');
  });

  it('goes on from a replay with runs that it evicts', async () => {
    await using env = await testFlow({ workflows: [order], activities: [charging()] });
    const run = await env.start(order, { total: 3 });
    await until(async () => (await env.history(run)).filter({ name: 'TimerStarted' }).length > 0);
    env.evict();
    await run.signal(approve, { by: 'ops' });

    expect(await run.result()).toEqual({ id: 'receipt-3', by: 'ops' });
  });

  it('fails calls of activities that it was not given, by their names', async () => {
    await using env = await testFlow({ workflows: [order] });
    const error: unknown = await env.run(order, { total: 3 }).catch((thrown: unknown) => thrown);

    expect(RunFailedError.is(error) && error.reason).toMatch(
      /activity charge-1 \(charge@1\.0\) was refused by SWF: ACTIVITY_TYPE_DOES_NOT_EXIST .*add .* to `activities`/,
    );
    expect(RunFailedError.is(error) && DecisionFailedError.is(error)).toBe(false);
  });

  it('fails calls of children that it was not given, and says where to add them', async () => {
    const child = workflow('missing', '1.0', { taskList: 'missing' }, async () => {});
    const parent = workflow('parent', '1.0', { taskList: 'parents' }, () => child.child());
    await using env = await testFlow({ workflows: [parent] });
    const error: unknown = await env.run(parent).catch((thrown: unknown) => thrown);

    expect(RunFailedError.is(error) && error.reason).toMatch(
      /\(missing@1\.0\) was refused by SWF: WORKFLOW_TYPE_DOES_NOT_EXIST .*add it to `workflows`/,
    );
  });

  it('runs activities on the lists of their definitions, children, and Lambda functions', async () => {
    let attempts = 0;
    const shipping = implement(ship, async (what) => {
      attempts += 1;
      if (attempts < 3) throw new Error('no truck');
      return `${what} shipped`;
    });
    const parent = workflow('parent', '1.0', { lambdaRole: 'arn:aws:iam::123456789012:role/swf' }, async () => [
      await order.child({ total: 1 }),
      await ship('box'),
      await resize({ width: 2 }),
    ]);
    await using env = await testFlow({
      workflows: [order, parent],
      activities: [charging(), shipping],
      lambdaFunctions: { resize: (input) => (input as { width: number }).width * 2 },
    });

    expect(await env.run(parent, undefined)).toEqual([{ id: 'receipt-1', by: 'nobody' }, 'box shipped', 4]);
  });

  it('has questions answered', async () => {
    const asking = workflow('asking', '1.0', {}, async () => (await approval.ask()).approved);
    await using env = await testFlow({ workflows: [asking] });
    const run = await env.start(asking, undefined, { workflowId: 'ask' });
    const [question] = await until(async () => {
      const waiting = await run.waiting();
      return waiting.length > 0 ? waiting : undefined;
    });
    await run.answer(approval, question?.id ?? '', { approved: true });

    expect(await run.result()).toBe(true);
  });

  it('reads the history of the latest run of an execution that names none', async () => {
    await using env = await testFlow({ workflows: [order], activities: [charging()] });
    await env.run(order, { total: 3 }, { workflowId: 'order-42' });
    const history = await env.history(order.run(env.domain, { workflowId: 'order-42' }));

    expect(history.last?.name).toBe('WorkflowExecutionCompleted');
  });

  it('rejects a result with what its decider reports', async () => {
    const buggy = workflow('buggy', '1.0', {}, async () => {
      throw new TypeError('not a function');
    });
    await using env = await testFlow({ workflows: [buggy, order], activities: [charging()] });
    const bug = new TypeError('not a function');

    await expect(env.run(buggy, undefined)).rejects.toThrow(bug);
    expect(env.errors).toEqual([bug]);
    await expect(env.run(order, { total: 3 })).rejects.toThrow(bug);
  });

  it('looks no longer for a result that it has rejected', async () => {
    const buggy = workflow('buggy', '1.0', {}, async () => {
      throw new TypeError('not a function');
    });
    await using env = await testFlow({ workflows: [buggy] });
    const signals: (AbortSignal | undefined)[] = [];
    const send = (...request: readonly [unknown, { readonly abortSignal?: AbortSignal }?]) => {
      signals.push(request[1]?.abortSignal);
      return Reflect.apply(env.client.send, env.client, request) as unknown;
    };
    const run = await env.start(buggy);

    await expect(run.result({ client: { send } as Client })).rejects.toThrow('not a function');
    expect(signals.at(-1)?.aborted).toBe(true);
  });

  it('rejects the results that are awaited when it closes', async () => {
    const env = await testFlow({ workflows: [order], activities: [mock(charge, () => new Promise<never>(() => {}))] });
    const run = await env.start(order, { total: 3 });
    const result = run.result().catch((error: unknown) => error);
    await env.close();

    expect(await result).toMatchObject({ message: 'result() must settle before its test environment closes' });
  });

  it('gives its deciders a logger and a codec of their own', async () => {
    const lines: unknown[] = [];
    const logger = { debug() {}, info: (...line: unknown[]) => void lines.push(line[1]), warn() {}, error() {} };
    const codec: PayloadCodec = { encode: (value) => `own ${value}`, decode: (text) => text };
    const logging = workflow('logging', '1.0', {}, async () => {
      log.info({}, 'logged');
      return 'done';
    });
    await using env = await testFlow({ workflows: [logging], decider: { logger, codec } });

    expect(await env.run(logging, undefined)).toBe('own done');
    expect(lines).toContain('logged');
  });

  it('finds state outside of the function', async () => {
    let calls = 0;
    const stateful = workflow('stateful', '1.0', {}, async () => {
      calls += 1;
      await sleep(calls);
    });
    await using env = await testFlow({ workflows: [stateful] });

    await expect(env.run(stateful, undefined)).rejects.toThrow(/Keep all state in the function/);
  });
});

describe('A result that testFlow awaits while time stands still', () => {
  const held = workflow('held', '1.0', {}, () => charge({ amount: 1 }));
  const never = mock(charge, () => new Promise<never>(() => {}));

  // Only the time that has passed is faked: nothing waits for it.
  const passes = (seconds: number) => vi.advanceTimersByTime(1000 * seconds);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    never.reset();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on when the test lets the activity time out', async () => {
    await using env = await testFlow({ workflows: [held], activities: [never] });
    const result = env.run(held).catch((error: unknown) => error);
    await until(() => never.calls.length > 0);
    await env.advance({ seconds: 30 });

    expect(await result).toMatchObject({ reason: expect.stringContaining('timed out (START_TO_CLOSE)') });
  });

  it('is awaited for as long as the test says', async () => {
    await using env = await testFlow({ workflows: [held], activities: [never] });
    const run = await env.start(held);
    const result = run.result({ maxWaitTime: 600 }).catch((error: unknown) => error);
    await until(() => never.calls.length > 0);
    passes(500);
    await env.advance({ seconds: 30 });

    expect(await result).toMatchObject({ code: 'RUN_FAILED' });
  });
});

describe('A mock', () => {
  it('forgets its calls when it is reset', async () => {
    const mocked = charging();
    await using env = await testFlow({ workflows: [order], activities: [mocked] });
    await env.run(order, { total: 1 });
    mocked.reset();
    await env.run(order, { total: 2 });

    expect(mocked.calls).toEqual([{ amount: 2 }]);
  });
});
