import { activity, mapConcurrent, retry, scope, settled, sideEffect, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

/** Returns the ids of the calls that a workflow makes in its first turn. */
async function idsOf(calls: () => Promise<unknown>): Promise<readonly string[]> {
  const p = await play(workflow('calling', '1.0', {}, calls));
  return p.open.map(({ id }) => id);
}

/** Makes calls, and returns the messages of those that throw. */
async function refusalsOf(...calls: readonly (() => Promise<unknown>)[]): Promise<readonly string[]> {
  const refusals: string[] = [];
  for (const call of calls) {
    try {
      await call();
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  return refusals;
}

const named = (name: string) => activity(name, '1.0', { startToCloseTimeout: 30 });

describe("A call's id", () => {
  it('counts the calls of its name in its scope', async () => {
    const ids = await idsOf(() =>
      settled(...['a', 'b', 'a'].map((name) => () => named(name)()), () => scope(() => named('a')(), { name: 's' })),
    );
    expect(ids).toEqual(['a-1', 'b-1', 'a-2', 's.a-1']);
  });

  it('encodes what SWF refuses in ids', async () => {
    expect(await idsOf(() => scope(() => sleep(1), { name: 'a:b/c|d%e\n' }))).toEqual(['a%3Ab%2Fc%7Cd%25e%0A.sleep-1']);
  });

  it('encodes a leading $, which is reserved', async () => {
    const keyed = (key: string) => mapConcurrent([0], () => sleep(5), { maxInFlight: 1, key: () => key });
    expect(await idsOf(() => keyed('$deferred-5'))).toEqual(['%24deferred-5.sleep-1']);
    const inner = () => scope(() => named('$a')(), { name: '$' });
    expect(await idsOf(() => settled(() => named('$a')(), inner))).toEqual(['%24a-1', '%24.$a-1']);
  });

  // Histories hold these ids: another hash would break the replay of runs that are open.
  it('has at most 256 characters: a longer one ends with a hash instead', async () => {
    const longest = 'x'.repeat(254);
    expect(await idsOf(() => named(longest)())).toEqual([`${longest}-1`]);
    expect(await idsOf(() => named(`${longest}y`)())).toEqual([`${'x'.repeat(247)}-50dc7a86`]);
    const ids = await idsOf(() => scope(() => settled(named(longest), named(longest)), { name: 'a' }));
    expect(new Set(ids.map((each) => each.length))).toEqual(new Set([256]));
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['', 'id must have 1 to 256 characters'],
    ['x'.repeat(257), 'id must have'],
    ['a:b', 'id must not'],
    ['$a', 'id must not begin with "$", which is reserved, got "$a"'],
  ])('is refused if SWF does not allow it, or if it is reserved: %s', async (id, message) => {
    const definition = workflow('calling', '1.0', {}, () =>
      refusalsOf(
        () => sleep(1, { id }),
        () => named('a')(undefined, { id }),
      ),
    );
    const { outcome } = await play(definition);
    const text = expect.stringContaining(message);
    expect(outcome).toMatchObject({ result: [text, text] });
  });

  it('may be given again when its call has ended, or to a call of another kind', async () => {
    const given = { id: 'same' };
    const work = named('work');
    const definition = workflow('calling', '1.0', {}, async () => {
      const first = work(undefined, given);
      const timer = sleep(5, given);
      const refusals = await refusalsOf(
        () => work(undefined, given),
        () => sleep(1, given),
      );
      await Promise.all([first, timer]);
      await Promise.all([work(undefined, given), sleep(5, given)]);
      return refusals;
    });
    const p = await play(definition);
    for (let count = 0; count < 2; count += 1) {
      await p.complete(work, undefined);
      await p.fire();
    }

    expect(p.outcome).toMatchObject({
      result: [
        'id must be unlike that of every open activity, got "same"',
        'id must be unlike that of every open timer, got "same"',
      ],
    });
  });
});

describe('The id of a call that is refused', () => {
  it('is free for the next call', async () => {
    const work = activity<number>('work', '1.0', { startToCloseTimeout: 30 });
    const child = workflow('child', '1.0');
    const definition = workflow('calling', '1.0', {}, async () => {
      const refusals = await refusalsOf(
        () => work(1, { id: 'same', control: 'x'.repeat(40_000) }),
        () => child.child(undefined, { workflowId: 'same', executionStartToCloseTimeout: -1 }),
      );
      await Promise.all([work(1, { id: 'same' }), child.child(undefined, { workflowId: 'same' })]);
      return refusals;
    });
    const p = await play(definition);
    await p.complete(work, undefined);
    await p.complete(child, undefined);

    expect(p.outcome).toMatchObject({
      result: [
        expect.stringContaining('control must have'),
        expect.stringContaining('executionStartToCloseTimeout must be'),
      ],
    });
  });
});

describe('An id that is made of that of a call', () => {
  const longest = 'x'.repeat(256);

  it("is cut before its end: that of an activity's next try", async () => {
    const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30, retry: { maximumAttempts: 2 } });
    const p = await play(workflow('calling', '1.0', {}, () => work(undefined, { id: longest })));
    await p.fail(work, new Error('busy'));
    expect(p.open).toMatchObject([{ kind: 'timer', id: expect.stringMatching(/^x{239}-[0-9a-f]{8}\.retry-1$/) }]);
    await p.fire();
    await p.complete(work, 'done');
    expect(p.outcome).toMatchObject({ result: 'done' });
  });

  it('is cut before its end: that of the next try of a body', async () => {
    const work = named('work');
    const tries = (name: string) => scope(() => retry(() => work(), { maximumAttempts: 2 }), { name });
    const p = await play(workflow('calling', '1.0', {}, () => tries(longest)));
    await p.fail(work, new Error('busy'));
    expect(p.open).toMatchObject([{ kind: 'timer', id: expect.stringMatching(/^x{240}-[0-9a-f]{8}\.wait-1$/) }]);
  });

  it('is cut: that of a side effect', async () => {
    const options = { maxInFlight: 2, key: (item: number) => longest + item };
    const values = () => mapConcurrent([1, 2], async (item) => sideEffect('value', () => item), options);
    const p = await play(workflow('calling', '1.0', {}, values));
    expect(p.outcome).toMatchObject({ result: [1, 2] });
    const ids = p.history.filter({ name: 'MarkerRecorded' }).map(({ attributes }) => attributes.markerName);
    expectDifferent(ids);
  });

  it('is cut: that of a child', async () => {
    const child = workflow('child', '1.0');
    const calls = () =>
      settled(
        () => child.child(),
        () => child.child(),
      );
    const p = await play(workflow('calling', '1.0', {}, calls), undefined, { workflowId: longest });
    expectDifferent(p.open.map(({ id }) => id));
  });
});

function expectDifferent(ids: readonly (string | undefined)[]): void {
  expect(ids.map((id) => id?.length)).toEqual([256, 256]);
  expect(new Set(ids).size).toBe(2);
}
