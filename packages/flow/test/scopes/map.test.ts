import { activity, continueAsNew, type MapOptions, mapConcurrent, settled, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<string, string>('work', '1.0', { startToCloseTimeout: 30 });
const ITEMS = ['a', 'b', 'c'];

async function* later(): AsyncGenerator<string, void, void> {
  for (const item of ITEMS) {
    await sleep(1);
    yield item;
  }
}

function mapping(
  options: Partial<MapOptions<string>>,
  items: () => Iterable<string> | AsyncIterable<string> = () => ITEMS,
) {
  return workflow('mapping', '1.0', {}, () => mapConcurrent(items(), work, { maxInFlight: 2, ...options }));
}

describe('mapConcurrent', () => {
  it('begins with the next item when one has ended, and resolves in the order of the items', async () => {
    const p = await play(mapping({ key: (item, index) => `${item}${index}` }));
    expect(p.open.map(({ id }) => id)).toEqual(['a0.work-1', 'b1.work-1']);
    await p.complete(work, 'B', { id: 'b1.work-1' });
    expect(p.open.map(({ id }) => id)).toEqual(['a0.work-1', 'c2.work-1']);
    await p.complete(work, 'C', { id: 'c2.work-1' });
    expect(p.open.map(({ id }) => id)).toEqual(['a0.work-1']);
    await p.complete(work, 'A');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ['A', 'B', 'C'] });
  });

  it('begins no more than there are items, however many may run at once', async () => {
    let asked = 0;
    const counted = () => {
      asked = 0;
      const items = ITEMS.values();
      const next = () => {
        asked += 1;
        return items.next();
      };
      return { [Symbol.iterator]: () => ({ next }) };
    };
    const p = await play(mapping({ maxInFlight: 100_000 }, counted));
    expect(asked).toBe(ITEMS.length + 1);
    for (const item of ITEMS) await p.complete(work, item);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ITEMS });
  });

  it('takes the characters of a string', async () => {
    const p = await play(mapping({ maxInFlight: 3 }, () => 'abc'));
    for (const item of ITEMS) await p.complete(work, item);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ITEMS });
  });

  it('takes items that come one after the other', async () => {
    const p = await play(mapping({ maxInFlight: 1 }, later));
    for (const [index, item] of ITEMS.entries()) {
      await p.fire();
      expect(p.open.map(({ id }) => id)).toEqual([`${index}.work-1`]);
      await p.complete(work, item);
    }

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ITEMS });
  });

  it.each([{}, { onFailure: 'CANCEL' }] as const)('cancels the others at the first failure: %o', async (options) => {
    const p = await play(mapping(options));
    await p.start(work, { id: '1.work-1' });
    await p.fail(work, new Error('down'), { id: '0.work-1' });
    expect(p.decisions.map(String)).toEqual(['RequestCancelActivityTask "1.work-1"']);
    await p.acknowledgeCancel(work);

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { activityId: '0.work-1' } });
  });

  it('goes on after failures with onFailure: FINISH, and rejects with all of them', async () => {
    const p = await play(mapping({ onFailure: 'FINISH' }));
    await p.fail(work, new Error('down'), { id: '0.work-1' });
    await p.complete(work, 'B', { id: '1.work-1' });
    await p.fail(work, new Error('down'), { id: '2.work-1' });

    expect(p.outcome).toMatchObject({
      closeStatus: 'FAILED',
      error: { message: '2 of 3 items failed', errors: [{ activityId: '0.work-1' }, { activityId: '2.work-1' }] },
    });
  });

  it('rejects with a single failure as well', async () => {
    const p = await play(mapping({ onFailure: 'FINISH' }, () => ['a']));
    await p.fail(work, new Error('down'));

    expect(p.outcome).toMatchObject({ error: { message: '1 of 1 items failed' } });
  });

  describe.each(['CANCEL', 'FINISH'] as const)('that is canceled, with onFailure: %s,', (onFailure) => {
    /** Cancels work on items without an end; returns the outcome, and how many bodies began. */
    const canceled = async (body: (item: number) => Promise<unknown>) => {
      let begun = 0;
      function* numbers() {
        for (let item = 0; item < 1000; item += 1) yield item;
      }
      const counting = (item: number) => {
        begun = item + 1;
        return body(item);
      };
      const p = await play(
        workflow('mapping', '1.0', {}, () => mapConcurrent(numbers(), counting, { maxInFlight: 2, onFailure })),
      );
      await p.cancel();
      return { outcome: p.outcome, begun };
    };

    it('ends as canceled, and begins with no other item', async () => {
      expect(await canceled(() => sleep(60))).toEqual({ outcome: { closeStatus: 'CANCELED' }, begun: 2 });
    });

    it('does so even if its bodies take no notice', async () => {
      const ending = await canceled(() => sleep(60).catch(() => {}));
      expect(ending).toEqual({ outcome: { closeStatus: 'CANCELED' }, begun: 2 });
    });
  });

  it('lets a generator clean up after a failure', async () => {
    const definition = workflow('mapping', '1.0', {}, async () => {
      const steps: string[] = [];
      async function* endless() {
        try {
          for (;;) yield 'a';
        } finally {
          await work('clean up', { id: 'clean-up' });
          steps.push('cleaned up');
        }
      }
      await mapConcurrent(endless(), work, { maxInFlight: 1 }).catch(() => steps.push('failed'));
      return steps;
    });
    const p = await play(definition);
    await p.fail(work, new Error('down'));
    await p.complete(work, 'done', { id: 'clean-up' });

    expect(p.outcome).toMatchObject({ result: ['cleaned up', 'failed'] });
  });

  it('rejects with the failure even if the generator cannot clean up', async () => {
    const cleanUp = () => {
      throw new Error('cannot clean up');
    };
    const broken = () => Object.assign(['a'].values(), { return: cleanUp });
    const p = await play(mapping({ maxInFlight: 1 }, broken));
    await p.fail(work, new Error('down'));

    expect(p.outcome).toMatchObject({ error: { activityId: '0.work-1' } });
  });

  it.each(['CANCEL', 'FINISH'] as const)('continues as new from an item: onFailure %s', async (onFailure) => {
    const definition = workflow('continuing', '1.0', {}, () =>
      mapConcurrent([1], async (item) => continueAsNew(item + 1), { maxInFlight: 1, onFailure }),
    );
    expect((await play(definition)).outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });
});

describe('settled', () => {
  it('continues as new from a branch when all have ended', async () => {
    const definition = workflow('continuing', '1.0', {}, () =>
      settled(
        () => work('a'),
        async () => continueAsNew(2),
      ),
    );
    const p = await play(definition);
    expect(p.outcome).toBeUndefined();
    await p.complete(work, 'A');

    expect(p.outcome).toEqual({ closeStatus: 'CONTINUED_AS_NEW', input: 2 });
  });
});
