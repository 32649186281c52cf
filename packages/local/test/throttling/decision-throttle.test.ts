import { expect, it } from 'vitest';
import { VirtualClock } from '../../src/index.js';
import { decisionThrottle } from '../../src/throttling/throttles.js';

it.each([
  ['ScheduleActivityTask', 1000, 200],
  ['StartTimer', 2000, 200],
  ['StartChildWorkflowExecution', 500, 12],
  ['SignalExternalWorkflowExecution', 1200, 120],
  ['RequestCancelExternalWorkflowExecution', 1200, 120],
] as const)('%s may be decided %i times at once, then %i times a second', async (decision, bucket, perSecond) => {
  const clock = new VirtualClock();
  const mayDecide = decisionThrottle(clock);
  const taken = (most: number) => {
    let count = 0;
    while (count < most && mayDecide(decision, 'us-east-1')) count++;
    return count;
  };
  expect(taken(10_000)).toBe(bucket);
  await clock.advance({ seconds: 1 });
  expect(taken(10_000)).toBe(perSecond);
  await clock.advance({ hours: 1 });
  expect(taken(10_000)).toBe(bucket);
});
