import { activity, continueAsNew, SagaError, type SagaOptions, saga, sleep, workflow } from '@swf/flow';
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
