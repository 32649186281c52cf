import {
  type AnswerEnvelope,
  type Decision,
  DecisionBatch,
  MarkerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { type ReplayedDecide, replay } from '@swf/decisions/replay';
import type { History } from '@swf/history';
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

/** Records seventy markers, and closes the execution; leaves out what the history has. */
function decideSeventy(history: History, envelope?: AnswerEnvelope, details = 'x'.repeat(32_000)): DecisionBatch {
  const { markers } = history.compile();
  const batch = new DecisionBatch(history, { splittable: true, envelope });
  for (let step = markers.size; step < 70; step++) batch.add(MarkerDecision.record({ markerName: `${step}`, details }));
  return batch.add(WorkflowExecutionDecision.complete());
}

it('a split batch replays without a difference, unless what was sent differs', async () => {
  await using world = new World();
  await world.start();
  for (let history = await world.history(); !history.finished; history = await world.history()) {
    const taskToken = await world.poll();
    const batch = decideSeventy(await world.history(), { taskToken });
    await world.answer(taskToken, batch.split().answer.toJSON());
  }
  const history = await world.history();
  const lists: ReplayedDecide = (task) => [...decideSeventy(task.history)];

  expect(await replay(history, (task) => decideSeventy(task.history))).toMatchObject({
    compared: 3,
    difference: undefined,
  });
  const changed = await replay(history, (task) => decideSeventy(task.history, undefined, 'x'));
  expect(changed.difference).toMatchObject({ index: 0, attributes: ['details'] });
  expect((await replay(history, lists)).difference?.message).toMatch(/ instead of StartTimer "decisions-to-follow-1"$/);
});
