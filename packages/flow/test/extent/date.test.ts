import { info, now, onAnySignal, signal, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

describe('The time in a turn', () => {
  it('is that of the decision task, by whatever way it is read', async () => {
    const definition = workflow('timed', '1.0', {}, async () => [
      Date.now(),
      Date.parse(new Date().toISOString()),
      new Date(Date()).getTime(),
      performance.now(),
      new (new Date(0).constructor as DateConstructor)().getTime(),
    ]);
    const p = await play(definition, undefined, { startedAt: new Date('2020-05-05T00:00:00Z') });
    const started = p.history.filter({ name: 'DecisionTaskStarted' })[0]?.timestamp.getTime();

    expect(p.outcome).toMatchObject({ result: Array(5).fill(started) });
  });

  it('stays as it is if the workflow changes a Date that it was given', async () => {
    const go = signal('go');
    const dates = () => [now(), info().now, info().startedAt];
    const definition = workflow('timed', '1.0', {}, async () => {
      const received: number[] = [];
      for (let count = 0; count < 2; count += 1) {
        onAnySignal((_name, _payload, { timestamp }) => {
          received.push(timestamp.getTime());
          timestamp.setTime(0);
        });
      }
      await go.next();
      for (const date of dates()) date.setTime(0);
      return [...dates().map((date) => date.getTime()), ...received];
    });
    const p = await play(definition);
    await p.signal(go);
    const timeOf = (name: 'DecisionTaskStarted' | 'WorkflowExecutionStarted' | 'WorkflowExecutionSignaled') =>
      p.history.filter({ name }).at(-1)?.timestamp.getTime();
    const [task, sent] = [timeOf('DecisionTaskStarted'), timeOf('WorkflowExecutionSignaled')];

    expect(p.outcome).toMatchObject({ result: [task, task, timeOf('WorkflowExecutionStarted'), sent, sent] });
  });
});

describe('Date in a turn', () => {
  it('keeps the time that it is given', async () => {
    const definition = workflow('timed', '1.0', {}, async () => [
      new Date(5).getTime(),
      Date.UTC(2020, 0),
      Date.parse('2020-01-01T00:00:00Z'),
      new Date() instanceof Date,
    ]);

    expect((await play(definition)).outcome).toMatchObject({
      result: [5, 1_577_836_800_000, 1_577_836_800_000, true],
    });
  });
});
