import { activity, external, human, info, settled, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { numberFrom } from '../support/schemas.js';

describe('The played timers of a run', () => {
  const waiting = workflow('waiting', '1.0', {}, () =>
    settled(
      () => sleep(60, { id: 'long' }),
      () => sleep(10, { id: 'short' }),
      () => sleep(30, { id: 'middle' }),
    ),
  );

  it('fire one after the other, each when it is due', async () => {
    const p = await play(waiting);
    for (const id of ['short', 'middle', 'long']) {
      await p.fire();
      expect(p.open.map((timer) => timer.id)).not.toContain(id);
    }

    const timeOf = (name: 'TimerStarted' | 'TimerFired', id: string) =>
      p.history
        .filter({ name })
        .find(({ attributes }) => attributes.timerId === id)
        ?.timestamp.getTime() ?? 0;
    const waits = ['short', 'middle', 'long'].map((id) => timeOf('TimerFired', id) - timeOf('TimerStarted', id));
    expect(waits).toEqual([10_000, 30_000, 60_000]);
    expect(p.outcome?.closeStatus).toBe('COMPLETED');
  });

  it.each([1, 2, 3, 3600, 86_400])('fire after %i s, if that is how long they last', async (seconds) => {
    const p = await play(workflow('sleeping', '1.0', {}, () => sleep(seconds)));
    await p.fire();

    const [started, fired] = ['TimerStarted', 'TimerFired'].map((name) =>
      p.history.events.find((event) => event.name === name)?.timestamp.getTime(),
    );
    expect(Number(fired) - Number(started)).toBe(1000 * seconds);
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

  it('makes the calls that an answer has no room for in the next ones', async () => {
    const send = activity<string, void>('send', '1.0', { startToCloseTimeout: 30 });
    const sending = workflow('sending', '1.0', {}, () =>
      Promise.all(Array.from({ length: 70 }, () => send('x'.repeat(30_000)))),
    );
    const p = await play(sending);

    expect(p.open.map(({ id }) => id)).toEqual(Array.from({ length: 70 }, (_, index) => `send-${index + 1}`));
    const timers = p.history.filter({ name: 'TimerFired' }).map(({ attributes }) => attributes.timerId);
    expect(timers).toEqual([expect.stringMatching(/^\$held-/), expect.stringMatching(/^\$held-/)]);
    expect(p.decisions).toHaveLength(70 + 2 + 2);
  });

  it('takes the answer to the oldest question, or to the one that is named', async () => {
    const p = await play(workflow('asking', '1.0', {}, () => Promise.all([ask.ask(1), ask.ask(2), ask.ask(3)])));
    await p.answer(ask, 'second', { id: p.open[1]?.id });
    await p.answer(ask, 'first');
    await p.answer(ask, 'third');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: ['first', 'second', 'third'] });
  });

  it('takes no answer that no question is open for, or that does not match its schema', async () => {
    const rating = human('rating', { schema: numberFrom('number') });
    const p = await play(workflow('asking', '1.0', {}, () => rating.ask()));

    await expect(p.answer(ask, 'yes')).rejects.toThrow(
      'question ask must be open; open are: question rating-1:164aea82',
    );
    await expect(p.answer(rating, 1, { id: 'rating-2' })).rejects.toThrow('question rating-2 (rating) must be open');
    await expect(p.answer(rating, Number.NaN)).rejects.toThrow('payload does not match its schema: not a number');
    await p.answer(rating, 5);
    await expect(p.answer(rating, 5)).rejects.toThrow('question rating must be open; open are: nothing');
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 5 });
  });

  it('gets signals in the codec of their definition', async () => {
    const codec = { encode: (value: unknown) => `<${value}>`, decode: (text: string) => text.slice(1, -1) };
    const coded = signal<string>('coded', { codec });
    const p = await play(workflow('hearing', '1.0', {}, () => coded.next()));
    await p.signal(coded, 'go');

    expect(p.history.filter({ name: 'WorkflowExecutionSignaled' })[0]?.attributes).toMatchObject({ input: '<go>' });
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'go' });
  });

  it('reaches other executions at once', async () => {
    const other = external({ workflowId: 'other' });
    const p = await play(
      workflow('telling', '1.0', {}, async () => [await other.signal(go, 1), await other.requestCancel()].length),
    );
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 2 });
    expect(p.history.filter({ name: 'ExternalWorkflowExecutionSignaled' })).toHaveLength(1);
    expect(p.history.filter({ name: 'ExternalWorkflowExecutionCancelRequested' })).toHaveLength(1);
  });

  it('has the id, the tags and the settings that it is started with', async () => {
    const definition = workflow('set', '1.0', { taskPriority: 7 }, async () => info().workflowId);
    const startedAt = new Date('2030-01-01T00:00:00Z');
    const p = await play(definition, undefined, { workflowId: 'order-1', tagList: ['vip'], startedAt });

    expect(p.outcome).toMatchObject({ result: 'order-1' });
    expect(p.history.compile().workflowExecution).toMatchObject({
      taskList: 'flows',
      taskPriority: 7,
      tagList: ['vip'],
      executionStartToCloseTimeout: 2_592_000,
      taskStartToCloseTimeout: 60,
      childPolicy: 'TERMINATE',
      startedAt,
    });
  });

  it('starts with the year 2020 by default', async () => {
    const p = await play(workflow('waiting', '1.0', {}, () => go.next()));

    expect(p.history.first?.timestamp).toEqual(new Date('2020-01-01T00:00:00Z'));
  });
});
