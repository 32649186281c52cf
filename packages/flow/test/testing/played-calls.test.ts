import { activity, lambda, race, settled, signal, workflow } from '@swf/flow';
import { type Play, play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<void, string>('resize');
const go = signal('go');
const child = workflow('child', '1.0', {}, async () => 'done');

const CALLS = [
  { what: 'an activity', call: () => work(), definition: work, events: 'ActivityTask' },
  { what: 'a Lambda function', call: () => resize(), definition: resize, events: 'LambdaFunction' },
  { what: 'a child', call: () => child.child(), definition: child, events: 'ChildWorkflowExecution' },
] as const;

describe.each(CALLS)('A played call of $what', ({ call, definition, events }) => {
  const calling = workflow('calling', '1.0', {}, async () => call());

  it('completes', async () => {
    const p = await play(calling);
    await p.complete(definition, 'done');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
    expect(p.history.filter({ name: `${events}Completed` })).toHaveLength(1);
  });

  it('fails with the error that the test gives as its cause', async () => {
    const p = await play(calling);
    await p.fail(definition, new RangeError('too much'));

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { cause: new RangeError('too much') } });
    expect(p.history.filter({ name: `${events}Failed` })).toHaveLength(1);
  });

  it('times out', async () => {
    const p = await play(calling);
    if (definition !== child) await p.start(definition);
    await p.timeOut(definition);

    expect(p.outcome).toMatchObject({
      closeStatus: 'FAILED',
      error: { message: expect.stringMatching(/TIMED_OUT|timed out/) },
    });
    expect(p.history.filter({ name: `${events}TimedOut` })).toHaveLength(1);
  });

  it('is not started again when it completes', async () => {
    const p = await play(calling);
    await p.start(definition);
    await p.complete(definition, 'done');

    expect(p.history.filter({ name: `${events}Started` })).toHaveLength(1);
  });
});

describe('A played call', () => {
  it('must be open under its definition and id', async () => {
    const calling = workflow('calling', '1.0', {}, () =>
      settled(
        () => work(undefined, { id: 'first' }),
        () => work(undefined, { id: 'second' }),
        () => child.child(undefined, { workflowId: 'child-1' }),
      ),
    );
    const p = await play(calling);
    const open = 'open are: activity first (work@1.0), activity second (work@1.0), child child-1 (child@1.0)';

    await expect(p.complete(work, 'done', { id: 'third' })).rejects.toThrow(
      `activity third (work) must be open; ${open}`,
    );
    await expect(p.complete(resize, 'done')).rejects.toThrow(`lambda resize must be open; ${open}`);
    await p.complete(work, 'done', { id: 'second' });
    expect(p.open.map(({ id }) => id)).toEqual(['first', 'child-1']);
  });

  it('is meant by the kind of its definition, if another kind has the name', async () => {
    const same = activity<void, string>('child', '1.0', { startToCloseTimeout: 30 });
    const p = await play(workflow('calling', '1.0', {}, () => Promise.all([same(), child.child()])));
    await p.complete(child, 'of the child');
    await p.complete(same, 'of the activity');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ['of the activity', 'of the child'] });
  });

  it('encodes its result with the codec of its definition', async () => {
    const codec = { encode: (value: unknown) => `<${value}>`, decode: (text: string) => text.slice(1, -1) };
    const coded = activity<void, string>('coded', '1.0', { startToCloseTimeout: 30, codec });
    const p = await play(workflow('calling', '1.0', {}, async () => coded()));
    await p.complete(coded, 'done');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
    expect(p.history.filter({ name: 'ActivityTaskCompleted' })[0]?.attributes).toMatchObject({ result: '<done>' });
  });
});

describe('A played child that a closing run cancels', () => {
  it.each<[string, () => Promise<unknown>, (p: Play<unknown, unknown>) => Promise<void>]>([
    [
      'that loses a race',
      () =>
        race(
          () => child.child(),
          () => go.next(),
        ),
      (p) => p.signal(go),
    ],
    ['whose cancellation is only requested', () => child.child(undefined, { onCancel: 'REQUEST' }), (p) => p.cancel()],
  ])('is one %s', async (_, run, happen) => {
    const p = await play(workflow('calling', '1.0', {}, run));
    await happen(p);

    expect(p.decisions.map(({ type }) => type)[0]).toBe('RequestCancelExternalWorkflowExecution');
    expect(p.outcome).toBeDefined();
  });
});
