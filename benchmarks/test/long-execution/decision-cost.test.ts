import { expect, it } from 'vitest';
import { decideToTheEnd } from '../../src/long-execution/decision-cost.js';

it('a decider with its cache reads an event about once, however long the execution', async () => {
  const readings = await decideToTheEnd({}, 2_000);
  const last = readings.at(-1) ?? expect.fail('nothing was decided');

  expect(readings.length).toBeGreaterThan(15);
  expect(last.length).toBeGreaterThanOrEqual(2_000);
  // Each task brings the last event of the task before it once more.
  expect(last.events).toBeLessThanOrEqual(last.length + readings.length);
  expect(last.bytes / last.length).toBeLessThan(200);
});
