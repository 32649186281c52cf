import {
  activity,
  all,
  continueAsNew,
  external,
  human,
  lambda,
  mapConcurrent,
  now,
  publish,
  race,
  scope,
  sideEffect,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { ActivityError, CanceledError, NonDeterminismError } from '@swf/flow/errors';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const options = { taskList: 'flows' };
const work = { taskList: 'work', startToCloseTimeout: 30 };
const charge = activity<{ amount: number }, { id: string }>('charge', '1.0', {
  ...work,
  retry: { maximumAttempts: 2 },
});
const ship = activity<string, Date>('ship', '1.0', work);
const resize = lambda<number, number>('resize');
const approve = signal<{ by: string }>('approve');
const approval = human<{ approved: boolean }>('approval');
const payment = workflow('payment', '1.0', options, async (amount: number) => ({ paid: amount }));

const order = workflow('order', '1.0', options, async (input: { total: number }) => {
  let paid = false;
  publish(() => ({ paid }));
  const { id } = await charge({ amount: input.total });
  paid = true;
  const by = await race(
    async () => (await approve.next()).by,
    async () => {
      await sleep(86_400);
      return 'nobody';
    },
  );
  return { id, by };
}).state<{ paid: boolean }>();

describe('play', () => {
  it('drives a run from event to event', async () => {
    const p = await play(order, { total: 3 });
    expect(p.open.map(({ kind, id }) => [kind, id])).toEqual([['activity', 'charge-1']]);
    expect(p.decisions.map(String)).toEqual(['ScheduleActivityTask "charge-1"']);
    expect(p.state).toEqual({ paid: false });

    await p.complete(charge, { id: 'receipt' });
    expect(p.open.map(({ kind, id }) => [kind, id])).toEqual([
      ['timer', 'sleep-1'],
      ['signal', 'approve'],
    ]);
    expect(p.state).toEqual({ paid: true });
    expect(p.outcome).toBeUndefined();

    await p.signal(approve, { by: 'ops' });
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: { id: 'receipt', by: 'ops' } });
    expect(p.open).toEqual([]);
    expect(p.history.last?.name).toBe('WorkflowExecutionCompleted');
    expect(p.history.compile().workflowExecution.input).toBe('{"total":3}');
  });

  it('fires timers when they are due', async () => {
    const p = await play(order, { total: 3 });
    await p.complete(charge, { id: 'receipt' });
    const before = p.history.last?.timestamp.getTime() ?? 0;
    await p.fire('sleep-1');

    expect(p.outcome).toMatchObject({ result: { by: 'nobody' } });
    expect((p.history.last?.timestamp.getTime() ?? 0) - before).toBeGreaterThanOrEqual(86_400_000);
  });

  it('fails activities, and fires the timers of their retries', async () => {
    const p = await play(order, { total: 3 });
    await p.fail(charge, new Error('declined'));
    expect(p.open.map(({ id }) => id)).toEqual(['charge-1.retry-1']);
    await p.fire();
    await p.timeOut(charge);

    const { outcome } = p;
    expect(outcome?.closeStatus === 'FAILED' && ActivityError.is(outcome.error) && outcome.error.attempts).toBe(2);
  });

  it('gives `retryable` the ActivityError of a failure or a timeout', async () => {
    const asked: unknown[] = [];
    const retryable = (error: unknown) => {
      if (ActivityError.is(error)) asked.push(error.timeoutType ?? (error.cause as Error).name);
      return ActivityError.is(error) && error.code === 'ACTIVITY_TIMED_OUT';
    };
    const definition = workflow('choosy', '1.0', options, async () =>
      charge({ amount: 1 }, { retry: { maximumAttempts: 9, retryable } }),
    );
    const p = await play(definition, undefined);
    await p.start(charge);
    await p.timeOut(charge);
    await p.fire();
    await p.fail(charge, new RangeError('too much'));

    // Each turn is also replayed from scratch.
    expect(new Set(asked)).toEqual(new Set(['START_TO_CLOSE', 'RangeError']));
    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { attempts: 2 } });
  });

  it('times an activity out as the test says', async () => {
    const definition = workflow('hung', '1.0', options, () => ship('x'));
    const p = await play(definition, undefined);
    await p.start(ship);
    await expect(p.timeOut(ship, { timeoutType: 'NEVER' as never })).rejects.toThrow(/timeoutType must be one of/);
    await p.timeOut(ship, { timeoutType: 'HEARTBEAT' });

    expect(p.outcome).toMatchObject({ error: { code: 'ACTIVITY_TIMED_OUT', timeoutType: 'HEARTBEAT' } });
  });

  it('waits up to 100 times the first interval between attempts', async () => {
    const retry = { initialInterval: 86_400, jitter: 0 };
    const definition = workflow('slow', '1.0', options, async () => charge({ amount: 1 }, { retry }));
    const p = await play(definition, undefined);
    const waits: unknown[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await p.fail(charge, new Error('no answer'));
      waits.push(
        ...p.decisions.map(({ attributes }) => 'startToFireTimeout' in attributes && attributes.startToFireTimeout),
      );
      await p.fire();
    }

    const days = [1, 2, 4, 8, 16, 32, 64, 100, 100];
    expect(waits).toEqual(days.map((day) => String(day * 86_400)));
  });

  it('cancels a run, whose activities acknowledge that', async () => {
    const p = await play(order, { total: 3 });
    await p.start(charge);
    await p.cancel();
    expect(p.outcome).toBeUndefined();
    await p.acknowledgeCancel(charge);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('ends at once an activity that is canceled before it has started', async () => {
    const p = await play(order, { total: 3 });
    await p.cancel();

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('plays children, Lambda functions, people and other executions', async () => {
    const definition = workflow('many', '1.0', options, async () => {
      const child = await payment.startChild(4);
      await external({ workflowId: 'other' }).signal(approve, { by: 'me' });
      const { approved } = await approval.ask({ amount: 4 });
      return [await child.result(), await resize(4), approved];
    });
    const p = await play(definition, undefined);
    await p.answer(approval, { approved: true });
    await p.complete(payment, { paid: 4 });
    await p.complete(resize, 8);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: [{ paid: 4 }, 8, true] });
  });

  it('names the call that is meant by its id', async () => {
    const definition = workflow('two', '1.0', options, async () =>
      mapConcurrent([1, 2], (amount) => charge({ amount }), { maxInFlight: 2 }),
    );
    const p = await play(definition, undefined);
    await p.complete(charge, { id: 'second' }, { id: '1.charge-1' });
    await p.complete(charge, { id: 'first' });

    expect(p.outcome).toMatchObject({ result: [{ id: 'first' }, { id: 'second' }] });
    await expect(p.complete(charge, { id: 'third' })).rejects.toThrow(
      'activity charge must be open; open are: nothing',
    );
  });

  it('gives payloads as JSON leaves them', async () => {
    const definition = workflow('dates', '1.0', options, async () => ({ at: await ship('x'), now: now() }));
    const p = await play(definition, undefined, { startedAt: new Date(0) });
    await p.complete(ship, new Date(5));

    expect(p.outcome).toEqual({
      closeStatus: 'COMPLETED',
      result: { at: '1970-01-01T00:00:00.005Z', now: expect.stringMatching(/^1970/) },
    });
  });

  it('shows the input of the next run', async () => {
    const definition = workflow('again', '1.0', options, async (left: number) => {
      await sleep(10);
      if (left > 0) continueAsNew(left - 1);
    });
    const p = await play(definition, 3);
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });

  it('throws what a decider would take for a bug', async () => {
    const definition = workflow('buggy', '1.0', options, async () => {
      await sleep(1);
      throw new TypeError('not a function');
    });
    const p = await play(definition, undefined);

    await expect(p.fire()).rejects.toThrow(new TypeError('not a function'));
  });

  it('finds state outside of the function', async () => {
    let calls = 0;
    const definition = workflow('stateful', '1.0', options, async () => {
      calls += 1;
      await (calls % 2 === 1 ? charge({ amount: 1 }) : ship('x'));
    });
    const error: unknown = await play(definition, undefined).catch((thrown: unknown) => thrown);

    expect(NonDeterminismError.is(error) && error.message).toMatch(
      /^played \(stateful@1\.0\): the turn of event 3 called activity charge-1 \(charge@1\.0\); a second run of it called activity (charge|ship)-1.* Keep all state in the function/,
    );
  });

  it('replays side effects with the values that they had', async () => {
    let values = 0;
    const definition = workflow('effects', '1.0', options, async () => {
      const value = sideEffect('value', () => ++values);
      await sleep(value);
      return value;
    });
    const p = await play(definition, undefined);
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 1 });
  });

  it('cancels children and waits for them', async () => {
    const definition = workflow('canceling', '1.0', options, async () =>
      scope(async ({ cancel }) => {
        const [child] = await all(() => payment.startChild(1));
        cancel();
        return CanceledError.is(await child?.result().catch((error: unknown) => error));
      }),
    );
    const p = await play(definition, undefined);
    await p.acknowledgeCancel(payment);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: true });
  });
});
