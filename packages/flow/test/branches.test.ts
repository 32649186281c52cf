import { all, mapConcurrent, RunFailedError, race, retry, saga, scope, settled, sleep } from '@swf/flow';
import { CanceledError, TimeoutError } from '@swf/flow/errors';
import { describe, expect, it } from 'vitest';
import { RESIDENCE } from './support/flow-service.js';
import { double, endless, fail, go, outcomeOf, undo } from './support/outcome.js';

describe.each(Object.entries(RESIDENCE))('A workflow with branches, whose runs are %s,', (_, residents) => {
  it('cancels the losers of a race', async () => {
    const { outcome, story } = await outcomeOf(
      residents,
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

  it('undoes a saga in the opposite order', async () => {
    const { outcome, undone } = await outcomeOf(
      residents,
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
      residents,
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

  it('runs all branches, and tells what happened to each', async () => {
    const { outcome } = await outcomeOf(
      residents,
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
      residents,
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
      residents,
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
