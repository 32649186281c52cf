import { type Decision, DecisionBatch, MarkerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { expect, it } from 'vitest';
import { World } from '../support/world.js';

it('a split batch continues in the next answer, in order', async () => {
  await using world = new World();
  await world.start();
  const wanted = Array.from({ length: 70 }, (_, index) =>
    MarkerDecision.record({ markerName: `${index}`, details: 'x'.repeat(32_000) }),
  );
  let rest: readonly Decision[] = [...wanted, WorkflowExecutionDecision.complete()];
  let answers = 0;
  for (; rest.length > 0; answers++) {
    const taskToken = await world.poll();
    const history = await world.history();
    const batch = new DecisionBatch(history, { splittable: true, envelope: { taskToken } }).add(...rest);
    const split = batch.split();
    await world.answer(taskToken, split.answer.toJSON());
    rest = split.rest;
  }
  const history = await world.history();
  expect(answers).toBe(3);
  expect(history.finished).toBe(true);
  expect(
    history.filter({ type: 'Marker' }).map(({ attributes }) => 'markerName' in attributes && attributes.markerName),
  ).toEqual(wanted.map(({ attributes }) => attributes.markerName));
  // The timers alone brought the decision tasks about.
  expect(history.filter({ name: 'TimerFired' })).toHaveLength(answers - 1);
  expect(history.filter({ type: 'Signal' })).toEqual([]);
});
