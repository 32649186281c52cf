import { workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

describe('The time in a turn', () => {
  it('is that of the decision task, by whatever way it is read', async () => {
    const definition = workflow('timed', '1.0', {}, async () => [
      Date.now(),
      Date.parse(new Date().toISOString()),
      new Date(Date()).getTime(),
      performance.now(),
    ]);
    const p = await play(definition, undefined, { startedAt: new Date('2020-05-05T00:00:00Z') });
    const started = p.history.filter({ name: 'DecisionTaskStarted' })[0]?.timestamp.getTime();

    expect(p.outcome).toMatchObject({ result: Array(4).fill(started) });
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
