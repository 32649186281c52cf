import { activity, now, type RetryOptions, retry, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });

/** Fails an activity until it is not tried again or 9 times; returns the seconds between tries. */
async function waitsOf(options: RetryOptions, workflowId = 'retrying'): Promise<readonly number[]> {
  const definition = workflow('retrying', '1.0', {}, () => work(undefined, { retry: options }));
  const p = await play(definition, undefined, { workflowId });
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 9 && p.outcome === undefined; attempt += 1) {
    await p.fail(work, new Error('down'));
    for (const { attributes } of p.decisions)
      if ('startToFireTimeout' in attributes) waits.push(Number(attributes.startToFireTimeout));
    if (p.outcome === undefined) await p.fire();
  }
  return waits;
}

describe('retryable', () => {
  it('can read the time of the run', async () => {
    const times: unknown[] = [];
    const retryable = () => times.push(now().getTime() === Date.now()) > 0;
    expect(await waitsOf({ maximumAttempts: 2, retryable })).toEqual([1]);
    expect(new Set(times)).toEqual(new Set([true]));
  });
});

describe('The wait before a try', () => {
  it.each<[string, RetryOptions, readonly number[]]>([
    ['doubles from 1 s', { maximumAttempts: 5 }, [1, 2, 4, 8]],
    ['grows by the coefficient', { maximumAttempts: 4, initialInterval: 2, backoffCoefficient: 3 }, [2, 6, 18]],
    [
      'stays the same with a coefficient of 1',
      { maximumAttempts: 4, initialInterval: 5, backoffCoefficient: 1 },
      [5, 5, 5],
    ],
    ['is at most the maximum', { maximumAttempts: 5, initialInterval: 4, maximumInterval: 10 }, [4, 8, 10, 10]],
    [
      'is at most 100 times the first',
      { maximumAttempts: 4, initialInterval: 2, backoffCoefficient: 20 },
      [2, 40, 200],
    ],
    ['is rounded up to whole seconds', { maximumAttempts: 4, initialInterval: 0.3 }, [1, 1, 2]],
    [
      'is none without a first, however fast it would grow',
      { maximumAttempts: 4, initialInterval: 0, backoffCoefficient: 1e200 },
      [0, 0, 0],
    ],
    ['is none for a single attempt', { maximumAttempts: 1 }, []],
  ])('%s', async (_, options, waits) => {
    expect(await waitsOf({ jitter: 0, ...options })).toEqual(waits);
  });

  /** The waits of many runs, which differ by their jitter. */
  const waitsOfRuns = async (options: RetryOptions) =>
    (await Promise.all(Array.from({ length: 20 }, (_, index) => waitsOf(options, `run-${index}`)))).flat();

  it('is up to a tenth shorter by default', async () => {
    const waits = await waitsOfRuns({ initialInterval: 1000, maximumAttempts: 2 });

    expect(new Set(waits).size).toBeGreaterThan(10);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(900);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });

  it('is anything up to the whole with a jitter of 1', async () => {
    const waits = await waitsOfRuns({ initialInterval: 1000, maximumAttempts: 2, jitter: 1 });

    expect(Math.min(...waits)).toBeLessThan(300);
    expect(Math.max(...waits)).toBeGreaterThan(700);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });

  it('is the same whenever its run is replayed', async () => {
    const options = { initialInterval: 1000, maximumAttempts: 2 };

    expect(await waitsOf(options, 'run-3')).toEqual(await waitsOf(options, 'run-3'));
  });
});

describe('The last try', () => {
  it.each([
    [9, []],
    [25, [10]],
    [40, [10, 10]],
  ])('begins within %i s after the first call of an activity', async (expiration, waits) => {
    // The events of each try take some seconds beside the 10 s between two.
    expect(await waitsOf({ expiration, initialInterval: 10, backoffCoefficient: 1, jitter: 0 })).toEqual(waits);
  });

  it.each([
    [9, 1],
    [10, 2],
  ])('begins at the expiration at the latest: after %i s, there are %i', async (expiration, expected) => {
    let tries = 0;
    const definition = workflow('retrying', '1.0', {}, () => {
      // A replay calls the function again.
      tries = 0;
      return retry(
        async () => {
          tries += 1;
          throw new Error('down');
        },
        { expiration, initialInterval: 10, jitter: 0 },
      );
    });
    const p = await play(definition);
    while (p.outcome === undefined) await p.fire();

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { message: 'down' } });
    expect(tries).toBe(expected);
  });
});

describe('The expiration of a retry', () => {
  const activityType = { name: 'work', version: '1.0' };
  const body = (options: RetryOptions) => retry(() => Promise.reject(new Error('down')), options);
  /** A run whose first try began 10,000 s before its last task. */
  const failed = (control: string) =>
    new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('work-1', { activityType, control })
      .activityTaskStarted('work-1')
      .advance({ seconds: 10_000 })
      .activityTaskFailed('work-1')
      .decisionTaskStarted();
  const waited = () =>
    new HistoryBuilder()
      .decisionTask()
      .timerStarted('retry-1.wait-1')
      .advance({ seconds: 10_000 })
      .timerFired('retry-1.wait-1')
      .decisionTaskStarted();

  it.each<[string, (options: RetryOptions) => Promise<unknown>, (control: string) => HistoryBuilder, timer: string]>([
    ['an activity', (options) => work(undefined, { retry: options }), failed, 'work-1.retry-1'],
    ['a body', body, waited, 'retry-1.wait-2'],
  ])('is counted from the first call: %s', async (_, call, begun, timerId) => {
    const decisionsOf = async (expiration: number) => {
      const options = { expiration, initialInterval: 10, backoffCoefficient: 1, jitter: 0 };
      const history = begun(JSON.stringify({ $retry: options })).build();
      const definition = workflow('retrying', '1.0', {}, () => call(options));
      const { decisions } = await replayFlow(definition, history);
      return decisions.map(({ type, attributes }) => ('timerId' in attributes ? attributes.timerId : type));
    };
    const tasks = begun('{}').build().filter({ name: 'DecisionTaskStarted' });
    const [first = 0, last = 0] = tasks.map(({ timestamp }) => timestamp.getTime() / 1000);

    expect(last - first).toBeGreaterThanOrEqual(10_000);
    expect(await decisionsOf(last - first + 10)).toEqual([timerId]);
    expect(await decisionsOf(last - first + 9)).toEqual(['FailWorkflowExecution']);
  });
});

describe('An activity that is retried', () => {
  it('waits as briefly as at first when SWF throttles a later try', async () => {
    const activityType = { name: 'work', version: '1.0' };
    const control = JSON.stringify({ $retry: { maximumAttempts: 3 } });
    const definition = workflow('retrying', '1.0', {}, () => work(undefined, { retry: { maximumAttempts: 3 } }));
    const refuse = (run: HistoryBuilder) =>
      run
        .decisionTask()
        .scheduleActivityTaskFailed('work-1', { activityType, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' });
    const fire = (run: HistoryBuilder, timerId: string) => run.decisionTask().timerStarted(timerId).timerFired(timerId);
    const run = new HistoryBuilder();
    for (const timerId of ['$throttled-1', '$throttled-2']) fire(refuse(run), timerId);
    run.decisionTask().activityTaskScheduled('work-1', { activityType, control });
    run.activityTaskStarted('work-1').activityTaskFailed('work-1');
    refuse(fire(run, 'work-1.retry-1')).decisionTaskStarted();
    const { decisions } = await replayFlow(definition, run.build());

    expect(decisions.map(({ attributes }) => attributes)).toEqual([
      { timerId: '$throttled-3', startToFireTimeout: '1' },
    ]);
  });

  it('still is after SWF throttled its call', async () => {
    const definition = workflow('retrying', '1.0', {}, () => work(undefined, { retry: { maximumAttempts: 3 } }));
    const throttled = new HistoryBuilder()
      .decisionTask()
      .scheduleActivityTaskFailed('work-1', {
        activityType: { name: 'work', version: '1.0' },
        cause: 'ACTIVITY_CREATION_RATE_EXCEEDED',
      })
      .decisionTask()
      .timerStarted('$throttled-1')
      .timerFired('$throttled-1')
      .decisionTaskStarted();
    const { decisions } = await replayFlow(definition, throttled.build());

    expect(decisions).toMatchObject([
      { type: 'ScheduleActivityTask', attributes: { control: '{"$retry":{"maximumAttempts":3}}' } },
    ]);
  });
});

describe('The options of a retry', () => {
  const optionsOf = (options: object) => activity('work', '1.0', { startToCloseTimeout: 30, retry: options });

  it.each<[name: string, taken: readonly number[], refused: readonly unknown[], rule: string]>([
    ['maximumAttempts', [1, 1_000_000], [0, 1_000_001, 1.5], 'must be an integer from 1 to 1000000'],
    ['initialInterval', [0, 0.5, 1e9], [-1, '1', Number.NaN, Number.POSITIVE_INFINITY], 'must be a number from 0, got'],
    ['backoffCoefficient', [0, 1.5], [-0.1, null], 'must be a number from 0, got'],
    ['maximumInterval', [0, 60], [-1], 'must be a number from 0, got'],
    ['jitter', [0, 0.5, 1], [-0.1, 1.1], 'must be a number from 0 to 1, got'],
    ['expiration', [0, 60], [-1], 'must be a number from 0, got'],
  ])('are within limits: %s', (name, taken, refused, rule) => {
    for (const value of [...taken, undefined]) expect(() => optionsOf({ [name]: value })).not.toThrow();
    for (const value of refused) expect(() => optionsOf({ [name]: value })).toThrow(`retry.${name} ${rule}`);
  });
});

describe('A retry', () => {
  it.each<[string, unknown, tries: number]>([
    ['ends with an error that is not retryable', Object.assign(new Error('for good'), { retryable: false }), 1],
    ['ends with an error whose cause is not retryable', new Error('failed', { cause: { retryable: false } }), 1],
    [
      'goes on after an error that is retryable, whatever its cause says',
      Object.assign(new Error('now'), { retryable: true, cause: { retryable: 0 } }),
      3,
    ],
    ['goes on after undefined was thrown', undefined, 3],
    ['goes on after null was thrown', null, 3],
  ])('%s', async (_, thrown, expected) => {
    let tries = 0;
    const definition = workflow('retrying', '1.0', {}, async () => {
      tries = 0;
      await retry(
        async () => {
          tries += 1;
          throw thrown;
        },
        { maximumAttempts: 3, jitter: 0 },
      );
    });
    const p = await play(definition);
    while (p.outcome === undefined) await p.fire();

    expect(tries).toBe(expected);
  });
});
