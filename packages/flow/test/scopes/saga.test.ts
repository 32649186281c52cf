import {
  activity,
  all,
  continueAsNew,
  mapConcurrent,
  race,
  retry,
  SagaError,
  type SagaOptions,
  saga,
  scope,
  settled,
  shield,
  sleep,
  workflow,
} from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const undo = activity<string, void>('undo', '1.0', { startToCloseTimeout: 30 });

/** A saga of two steps that then does something else. */
const sagaOf = (then: () => Promise<unknown>, options?: SagaOptions) =>
  workflow('undoing', '1.0', {}, () =>
    saga(async (compensate) => {
      compensate(() => undo('first'));
      compensate(() => undo('second'));
      return then();
    }, options),
  );
const declined = () => Promise.reject(new Error('declined'));

const inputsOf = (decisions: readonly { readonly attributes: object }[]) =>
  decisions.flatMap(({ attributes }) => ('input' in attributes ? [attributes.input] : []));

describe('A saga that fails', () => {
  it.each<SagaOptions | undefined>([undefined, {}, { order: 'LAST_FIRST' }])(
    'is undone step by step, the last one first: %o',
    async (options) => {
      const p = await play(sagaOf(declined, options));
      expect(inputsOf(p.decisions)).toEqual(['"second"']);
      await p.complete(undo, undefined);
      expect(inputsOf(p.decisions)).toEqual(['"first"']);
      await p.complete(undo, undefined);

      expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: new Error('declined') });
    },
  );

  it('is undone all together if that is its order', async () => {
    const p = await play(sagaOf(declined, { order: 'TOGETHER' }));
    expect(inputsOf(p.decisions)).toEqual(['"second"', '"first"']);
    await p.complete(undo, undefined);
    await p.complete(undo, undefined);

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: new Error('declined') });
  });

  it.each(['LAST_FIRST', 'TOGETHER'] as const)('collects what compensations throw: %s', async (order) => {
    const p = await play(sagaOf(declined, { order }));
    await p.fail(undo, new Error('locked'));
    await p.complete(undo, undefined);
    const error = p.outcome?.closeStatus === 'FAILED' ? p.outcome.error : undefined;

    expect(error).toSatisfy(SagaError.is);
    const { message, cause, failures } = error as SagaError;
    expect(message).toMatch(/^1 compensation\(s\) failed: ActivityError: activity undo-1 \(undo@1\.0\) failed/);
    expect(cause).toEqual(new Error('declined'));
    expect(failures).toMatchObject([{ activityId: 'undo-1' }]);
  });

  it('is undone if its run is canceled, and the run ends as canceled', async () => {
    const p = await play(sagaOf(() => sleep(60)));
    await p.cancel();
    expect(inputsOf(p.decisions)).toEqual(['"second"']);
    await p.complete(undo, undefined);
    await p.complete(undo, undefined);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });
});

describe('A step of a saga that ends after another one has failed', () => {
  const reserve = activity<void, string>('reserve', '1.0', { startToCloseTimeout: 30 });
  const deep = async (depth: number): Promise<string> => (depth === 0 ? reserve() : deep(depth - 1));
  const refuse = async () => {
    await sleep(1);
    throw new Error('declined');
  };

  it.each<[string, () => Promise<unknown>]>([
    ['an activity', () => reserve()],
    ['a helper of a helper', () => deep(2)],
    ['ten helpers', () => deep(10)],
    ['all()', () => all(() => reserve())],
    ['retry()', () => retry(() => reserve(), { maximumAttempts: 2 })],
    ['nested scopes', () => scope(() => scope(() => deep(3)))],
    ['mapConcurrent()', () => mapConcurrent([1], () => reserve(), { maxInFlight: 1 })],
    ['settled()', () => settled(() => reserve())],
  ])('is undone as well: %s', async (_, step) => {
    const definition = workflow('undoing', '1.0', {}, () =>
      saga(async (compensate) => {
        const reserving = async () => {
          await step();
          compensate(() => undo('reserve'));
        };
        await Promise.all([reserving(), refuse()]);
      }),
    );
    const p = await play(definition);
    await p.start(reserve);
    await p.fire('sleep-1');
    await p.complete(reserve, 'reserved');
    expect(inputsOf(p.decisions)).toEqual(['"reserve"']);
    await p.complete(undo, undefined);

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: new Error('declined') });
  });

  it.each<[string, (step: () => Promise<unknown>) => Promise<unknown>]>([
    ['race()', (step) => race(step)],
    ['a timeout', (step) => scope(step, { timeout: 60 })],
  ])('is undone as what has been canceled at once: %s', async (_, within) => {
    const definition = workflow('undoing', '1.0', {}, () =>
      saga(async (compensate) => {
        const reserving = async () => {
          try {
            await within(() => deep(3));
          } catch {
            compensate(() => undo('reserve'));
          }
        };
        await Promise.all([reserving(), refuse()]);
      }),
    );
    const p = await play(definition);
    await p.start(reserve);
    await p.fire('sleep-1');
    if (p.open.some(({ kind }) => kind === 'activity')) await p.acknowledgeCancel(reserve);

    expect(inputsOf(p.decisions)).toEqual(['"reserve"']);
  });

  it('may still begin something shielded, for which its scope waits', async () => {
    const definition = workflow('shielding', '1.0', {}, async () => {
      const reserving = async () => {
        await deep(3);
        await shield(() => undo('reserve'));
      };
      await scope(() => Promise.all([reserving(), refuse()])).catch(() => {});
      return 'left';
    });
    const p = await play(definition);
    await p.start(reserve);
    await p.fire('sleep-1');
    await p.complete(reserve, 'reserved');
    expect(p.outcome).toBeUndefined();
    await p.complete(undo, undefined);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'left' });
  });
});

describe('undo() of a saga', () => {
  it.each(['LAST_FIRST', 'TOGETHER'] as const)('takes what a compensation adds: %s', async (order) => {
    const definition = workflow('undoing', '1.0', {}, () =>
      saga(
        async (compensate) => {
          compensate(async () => compensate(() => undo('added')));
          return declined();
        },
        { order },
      ),
    );
    const p = await play(definition);
    expect(inputsOf(p.decisions)).toEqual(['"added"']);
  });

  it('throws once the saga has settled', async () => {
    const definition = workflow('undoing', '1.0', {}, async () => {
      let late: (compensation: () => Promise<unknown>) => void = () => {};
      await saga(async (compensate) => {
        late = compensate;
      });
      late(() => undo('late'));
    });
    const p = await play(definition);

    expect(p.outcome).toMatchObject({
      closeStatus: 'FAILED',
      error: { code: 'INVALID_ARGUMENT', message: 'undo must be called before its saga has settled' },
    });
  });
});

describe('A saga that succeeds, or continues as new', () => {
  it.each<[string, () => Promise<unknown>, object]>([
    ['returns', async () => 'done', { closeStatus: 'COMPLETED', result: 'done' }],
    ['continues as new', async () => continueAsNew(2), { closeStatus: 'CONTINUED_AS_NEW', input: 2 }],
  ])('is not undone if it %s', async (_, then, outcome) => {
    const p = await play(sagaOf(then));
    expect(p.outcome).toEqual(outcome);
    expect(p.decisions).toHaveLength(1);
  });
});
