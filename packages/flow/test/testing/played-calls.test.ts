import { activity, human, lambda, settled, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<void, string>('resize');
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

  it('fails with what its code would have thrown', async () => {
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

  it('is started once', async () => {
    const p = await play(calling);
    await p.start(definition);
    await p.complete(definition, 'done');

    expect(p.history.filter({ name: `${events}Started` })).toHaveLength(1);
  });
});

describe('A played call', () => {
  it('must be open, by its definition and id', async () => {
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

  it('takes the codec of its definition for its result', async () => {
    const codec = { encode: (value: unknown) => `<${value}>`, decode: (text: string) => text.slice(1, -1) };
    const coded = activity<void, string>('coded', '1.0', { startToCloseTimeout: 30, codec });
    const p = await play(workflow('calling', '1.0', {}, async () => coded()));
    await p.complete(coded, 'done');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
    expect(p.history.filter({ name: 'ActivityTaskCompleted' })[0]?.attributes).toMatchObject({ result: '<done>' });
  });
});

describe('A played timer', () => {
  const waiting = workflow('waiting', '1.0', {}, () =>
    settled(
      () => sleep(60, { id: 'long' }),
      () => sleep(10, { id: 'short' }),
      () => sleep(30, { id: 'middle' }),
    ),
  );
  it('fires before the others if it is due first, and at its time', async () => {
    const p = await play(waiting);
    const started = p.history.filter({ name: 'TimerStarted' })[0]?.timestamp.getTime() ?? 0;
    for (const id of ['short', 'middle', 'long']) {
      await p.fire();
      expect(p.open.map((timer) => timer.id)).not.toContain(id);
    }

    const waits = p.history.filter({ name: 'TimerFired' }).map(({ timestamp }) => timestamp.getTime() - started);
    expect(waits.map((wait) => Math.round(wait / 10_000))).toEqual([1, 3, 6]);
    expect(p.outcome?.closeStatus).toBe('COMPLETED');
  });

  it('must be open to be fired', async () => {
    const p = await play(waiting);
    await expect(p.fire('other')).rejects.toThrow('timer other must be open; open are: long, short, middle');
    for (let count = 0; count < 3; count += 1) await p.fire();
    await expect(p.fire()).rejects.toThrow('timer must be open; open are: none');
  });
});

describe('A played run', () => {
  const go = signal<number>('go');
  const ask = human<string>('ask');

  it('decides once for what happens together', async () => {
    const p = await play(
      workflow('waiting', '1.0', {}, async () => [await go.next(), await go.next(), await sleep(10)]),
    );
    await p.signal(go, 1);
    await p.together(async () => {
      await p.signal(go, 2);
      await p.cancel();
    });

    expect(p.history.filter({ name: 'DecisionTaskCompleted' })).toHaveLength(3);
    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
  });

  it('takes the answer to the oldest question, or to the one that is named', async () => {
    const p = await play(workflow('asking', '1.0', {}, () => Promise.all([ask.ask(1), ask.ask(2), ask.ask(3)])));
    await p.answer(ask, 'second', { id: 'ask-2' });
    await p.answer(ask, 'first');
    await p.answer(ask, 'third');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ['first', 'second', 'third'] });
  });

  it('has the id, the tags and the settings that it is started with', async () => {
    const definition = workflow('set', '1.0', { taskPriority: 7 }, () => go.next());
    const startedAt = new Date('2030-01-01T00:00:00Z');
    const p = await play(definition, undefined, { workflowId: 'order-1', tagList: ['vip'], startedAt });

    expect(p.history.compile().workflowExecution).toMatchObject({
      taskList: 'flows',
      taskPriority: 7,
      tagList: ['vip'],
      executionStartToCloseTimeout: 2_592_000,
      taskStartToCloseTimeout: 60,
      childPolicy: 'TERMINATE',
      startedAt,
    });
    expect((await play(definition)).history.first?.timestamp).toEqual(new Date('2020-01-01T00:00:00Z'));
  });
});
