import {
  activity,
  all,
  condition,
  continueAsNew,
  implement,
  info,
  mapConcurrent,
  type Run,
  RunFailedError,
  race,
  retry,
  saga,
  scope,
  settled,
  sideEffect,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';
import { ActivityError, CanceledError, TimeoutError } from '@swf/flow/errors';
import { describe, expect, it } from 'vitest';
import { flowService, RESIDENCE, storyOf } from './support/flow-service.js';

const options = { taskList: 'flows' };
const work = { taskList: 'work', startToCloseTimeout: 30 };
const double = activity<number, number>('double', '1.0', work);
const flaky = activity<void, string>('flaky', '1.0', { ...work, retry: { maximumAttempts: 3, initialInterval: 10 } });
const undo = activity<string>('undo', '1.0', work);
const fail = activity<string>('fail', '1.0', work);
const decline = activity('decline', '1.0', work);
const endless = activity('endless', '1.0', { ...work, heartbeatTimeout: 5 });
const go = signal<number>('go');

function implementations(undone: string[] = []) {
  let failures = 2;
  return [
    implement(double, async (value) => value * 2),
    implement(flaky, async () => {
      failures -= 1;
      if (failures >= 0) throw new RangeError(`failure ${failures}`);
      return 'fine';
    }),
    implement(undo, async (what) => void undone.push(what)),
    implement(decline, async () => {
      throw Object.assign(new Error('declined'), { retryable: false });
    }),
    implement(fail, async (message) => {
      throw new TypeError(message);
    }),
    implement(
      endless,
      (_, { signal: aborted }) =>
        new Promise((_resolve, reject) => aborted.addEventListener('abort', () => reject(aborted.reason))),
    ),
  ];
}

describe.each(Object.entries(RESIDENCE))('A workflow whose runs are %s', (_, residents) => {
  /** Runs a workflow to its end, and replays its history. */
  async function outcomeOf<Input>(
    name: string,
    run: (input: Input) => Promise<unknown>,
    input: Input,
    during: (
      started: Run<unknown>,
      client: Awaited<ReturnType<typeof flowService>>['client'],
    ) => Promise<void> = async () => {},
  ) {
    await using service = await flowService();
    const { client, domain } = service;
    const undone: string[] = [];
    const definition = workflow(name, '1.0', options, run);
    const errors = await service.run({ workflows: [definition], residents }, implementations(undone));
    const started = await definition.start(domain, { workflowId: name, input, client });
    await during(started, client);
    const outcome = await service.result(started).catch((error: unknown) => error);
    const history = await service.history(started.execution);
    await service.replay(definition, started.execution);
    expect(errors).toEqual([]);
    return { outcome, history, story: storyOf(history), undone };
  }

  it('gets the results of activities, one after the other and side by side', async () => {
    const { outcome } = await outcomeOf(
      'sum',
      async (input: number) => {
        const first = await double(input);
        const [one, two] = await Promise.all([double(first), double(first + 1)]);
        return one + two;
      },
      1,
    );

    expect(outcome).toBe(10);
  });

  it('retries an activity after waits', async () => {
    const { outcome, history } = await outcomeOf('retries', () => flaky(), undefined);

    expect(outcome).toBe('fine');
    expect(history.filter({ name: 'ActivityTaskScheduled' })).toHaveLength(3);
    expect(history.filter({ name: 'TimerFired' })).toHaveLength(2);
  });

  it('never retries an error that forbids it, whatever `retryable` says', async () => {
    const asked: unknown[] = [];
    const { outcome, history } = await outcomeOf(
      'final',
      async () => {
        const attempts: number[] = [];
        const retryable = (error: unknown) => asked.push(error) > 0;
        await decline(undefined, { retry: { maximumAttempts: 4, retryable } }).catch((error: unknown) => {
          if (ActivityError.is(error)) attempts.push(error.attempts);
        });
        let tries = 0;
        const body = async () => {
          tries += 1;
          throw Object.assign(new Error('declined'), { retryable: false });
        };
        await retry(body, { maximumAttempts: 4, retryable }).catch(() => attempts.push(tries));
        return attempts;
      },
      undefined,
    );

    expect(outcome).toEqual([1, 1]);
    expect(asked).toEqual([]);
    expect(history.filter({ name: 'TimerStarted' })).toHaveLength(0);
  });

  it('fails with the error that an activity threw as its cause', async () => {
    const { outcome } = await outcomeOf(
      'failing',
      async () => {
        try {
          await fail('no such card');
        } catch (error) {
          if (!ActivityError.is(error)) throw error;
          return `${error.code} ${error.attempts} ${String(error.cause)}`;
        }
        return 'not reached';
      },
      undefined,
    );

    expect(outcome).toBe('ACTIVITY_FAILED 1 TypeError: no such card');
  });

  it('fails with the reason that its function throws', async () => {
    const { outcome } = await outcomeOf('throwing', async () => Promise.reject(new Error('out of stock')), undefined);

    expect(RunFailedError.is(outcome) && [outcome.closeStatus, outcome.reason, String(outcome.cause)]).toEqual([
      'FAILED',
      'Error: out of stock',
      'Error: out of stock',
    ]);
  });

  it('cancels the losers of a race', async () => {
    const { outcome, story } = await outcomeOf(
      'racing',
      () =>
        race(
          async () => {
            await endless();
            return 'activity';
          },
          async () => `signal ${await go.next()}`,
        ),
      undefined,
      async (run, client) => run.signal(go, 7, { client }),
    );

    expect(outcome).toBe('signal 7');
    expect(story).toContain('ActivityTaskCancelRequested');
  });

  it('reads signals in the order of their events', async () => {
    const { outcome } = await outcomeOf(
      'signals',
      async () => {
        const first = await go.next();
        const handled: number[] = [];
        go.on((value) => void handled.push(value));
        await condition(() => handled.length === 2);
        return [first, ...handled];
      },
      undefined,
      async (run, client) => {
        for (const value of [1, 2, 3]) await run.signal(go, value, { client });
      },
    );

    expect(outcome).toEqual([1, 2, 3]);
  });

  it('stops waiting for a signal after its timeout', async () => {
    const { outcome } = await outcomeOf(
      'patience',
      async () => {
        const error = await go.next({ timeout: 60 }).catch((thrown: unknown) => thrown);
        const came = await condition(() => false, { timeout: 30 });
        return [TimeoutError.is(error), came];
      },
      undefined,
    );

    expect(outcome).toEqual([true, false]);
  });

  it('undoes a saga in the opposite order', async () => {
    const { outcome, undone } = await outcomeOf(
      'saga',
      () =>
        saga(async (compensate) => {
          compensate(() => undo('first'));
          compensate(() => undo('second'));
          await fail('third');
        }),
      undefined,
    );

    expect(RunFailedError.is(outcome) && outcome.reason).toMatch(/^ActivityError: activity fail-1/);
    expect(undone).toEqual(['second', 'first']);
  });

  it('works on a number of items at once', async () => {
    const { outcome, history } = await outcomeOf(
      'map',
      () => mapConcurrent([1, 2, 3, 4, 5], (item) => double(item), { maxInFlight: 2, key: (item) => `item-${item}` }),
      undefined,
    );
    const ids = history.events.flatMap((event) =>
      event.is('ActivityTaskScheduled') ? [event.attributes.activityId] : [],
    );

    expect(outcome).toEqual([2, 4, 6, 8, 10]);
    expect([...ids].sort()).toEqual([1, 2, 3, 4, 5].map((item) => `item-${item}.double-1`));
  });

  it('keeps the value of a side effect', async () => {
    let runs = 0;
    const { outcome } = await outcomeOf(
      'values',
      async () => {
        const value = sideEffect('number', () => {
          runs += 1;
          return Math.random() + Date.now();
        });
        await sleep(1);
        return value === sideEffect('number', () => value) && [typeof value, version('change', { max: 2 })];
      },
      undefined,
    );

    expect(outcome).toEqual(['number', 2]);
    expect(runs).toBe(1);
  });

  it('continues as new with its settings', async () => {
    const { outcome } = await outcomeOf(
      'again',
      async (left: number) => {
        await sleep(10);
        if (left > 0) continueAsNew(left - 1);
        return info().tagList.length;
      },
      2,
    );

    expect(outcome).toBe(0);
  });

  it('ends as canceled if it lets a cancel request through', async () => {
    const { outcome, story } = await outcomeOf(
      'canceling',
      () => endless(),
      undefined,
      async (run, client) => {
        await run.requestCancel({ client });
      },
    );

    expect(RunFailedError.is(outcome) && outcome.closeStatus).toBe('CANCELED');
    expect(story.at(-1)).toBe('WorkflowExecutionCanceled');
  });

  it('runs all branches, and tells what happened to each', async () => {
    const { outcome } = await outcomeOf(
      'branches',
      async () => {
        const results = await settled(
          () => double(1),
          () => fail('no'),
        );
        const [one, two] = await all(
          () => double(2),
          async () => 'text',
        );
        return [results.map(({ status }) => status), one, two];
      },
      undefined,
    );

    expect(outcome).toEqual([['fulfilled', 'rejected'], 4, 'text']);
  });

  it('cancels a scope that takes too long', async () => {
    const { outcome } = await outcomeOf(
      'slow',
      async () => {
        const error = await scope(() => sleep(100), { name: 'inner', timeout: 10 }).catch((thrown: unknown) => thrown);
        const canceled = await scope(async ({ cancel }) => {
          const sleeping = sleep(100).catch((thrown: unknown) => CanceledError.is(thrown));
          cancel();
          return sleeping;
        });
        return [TimeoutError.is(error), canceled];
      },
      undefined,
    );

    expect(outcome).toEqual([true, true]);
  });

  it('retries a body', async () => {
    const { outcome } = await outcomeOf(
      'body',
      async () => {
        let tries = 0;
        return retry(
          async () => {
            tries += 1;
            if (tries < 3) await fail('again');
            return tries;
          },
          { initialInterval: 5 },
        );
      },
      undefined,
    );

    expect(outcome).toBe(3);
  });
});
