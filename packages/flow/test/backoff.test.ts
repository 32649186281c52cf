import { activity, type RetryOptions, retry, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });

/** Fails an activity until it is not tried again; returns the seconds before each try. */
async function waitsOf(options: RetryOptions, most: number, workflowId = 'retrying'): Promise<readonly number[]> {
  const definition = workflow('retrying', '1.0', {}, () => work(undefined, { retry: options }));
  const p = await play(definition, undefined, { workflowId });
  const waits: number[] = [];
  for (let attempt = 1; attempt <= most && p.outcome === undefined; attempt += 1) {
    await p.fail(work, new Error('down'));
    for (const { attributes } of p.decisions)
      if ('startToFireTimeout' in attributes) waits.push(Number(attributes.startToFireTimeout));
    if (p.outcome === undefined) await p.fire();
  }
  return waits;
}

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
    ['is none for a single attempt', { maximumAttempts: 1 }, []],
  ])('%s', async (_, options, waits) => {
    expect(await waitsOf({ jitter: 0, ...options }, 9)).toEqual(waits);
  });

  it('is up to a tenth shorter by default, and the same in a replay', async () => {
    const options = { initialInterval: 1000, maximumAttempts: 2 };
    const runs = Array.from({ length: 20 }, (_, index) => waitsOf(options, 9, `run-${index}`));
    const waits = (await Promise.all(runs)).flat();

    expect(new Set(waits).size).toBeGreaterThan(10);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(900);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
    expect(await waitsOf(options, 9, 'run-3')).toEqual([waits[3]]);
  });

  it('may be all random', async () => {
    const options = { initialInterval: 1000, maximumAttempts: 2, jitter: 1 };
    const runs = Array.from({ length: 20 }, (_, index) => waitsOf(options, 9, `run-${index}`));
    const waits = (await Promise.all(runs)).flat();

    expect(Math.min(...waits)).toBeLessThan(300);
    expect(Math.max(...waits)).toBeGreaterThan(700);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });
});

describe('The last try', () => {
  it.each([
    [9, []],
    [25, [10]],
    [40, [10, 10]],
  ])('begins within %i s after the first call of an activity', async (expiration, waits) => {
    // Beside the 10 s between two tries pass some for the events of each.
    expect(await waitsOf({ expiration, initialInterval: 10, backoffCoefficient: 1, jitter: 0 }, 9)).toEqual(waits);
  });

  it('begins exactly at the expiration', async () => {
    const tries: number[] = [];
    const definition = workflow('retrying', '1.0', {}, () =>
      retry(
        async () => {
          tries.push(tries.length);
          throw new Error('down');
        },
        { expiration: 10, initialInterval: 10, jitter: 0 },
      ),
    );
    const p = await play(definition);
    expect(p.decisions.map(({ type }) => type)).toEqual(['StartTimer']);
    await p.fire();
    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { message: 'down' } });
  });

  it('does not begin after the expiration', async () => {
    const definition = workflow('retrying', '1.0', {}, () =>
      retry(() => Promise.reject(new Error('down')), { expiration: 9, initialInterval: 10, jitter: 0 }),
    );
    expect((await play(definition)).outcome).toMatchObject({ closeStatus: 'FAILED', error: { message: 'down' } });
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

describe('An error that forbids a retry', () => {
  it.each<[string, unknown, tries: number]>([
    ['by itself', Object.assign(new Error('for good'), { retryable: false }), 1],
    ['by its cause', new Error('failed', { cause: { retryable: false } }), 1],
    ['not if it says otherwise', Object.assign(new Error('now'), { retryable: true, cause: { retryable: 0 } }), 3],
    ['not if nothing was thrown', undefined, 3],
    ['not by null', null, 3],
  ])('ends the tries %s', async (_, thrown, expected) => {
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
