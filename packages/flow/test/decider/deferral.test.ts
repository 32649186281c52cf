import { FlowDecider, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../support/decision-task.js';

const broken = workflow('broken', '1.0', { taskList: 'flows' }, async () => {
  throw new TypeError('undefined is not a function');
});

/** A run whose last 5 tasks timed out, and whose deferral SWF took but for the timer. */
function refused() {
  const builder = new HistoryBuilder({ workflowType: { name: 'broken', version: '1.0' }, taskStartToCloseTimeout: 60 });
  for (let count = 0; count < 5; count += 1) builder.decisionTaskStarted().decisionTaskTimedOut();
  return builder
    .decisionTask()
    .markerRecorded('flow:deferred')
    .startTimerFailed('$deferred-1', { cause: 'TIMER_CREATION_RATE_EXCEEDED' });
}

function decided(history: HistoryBuilder) {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [broken], register: false, logger });
  const task = taskOf(history.decisionTaskStarted().build(), 'broken');
  return decider.decide(task, { signal: new AbortController().signal });
}

describe('A deferral whose timer SWF refuses', () => {
  it('leaves the next task to time out, as that timer would be refused again at once', async () => {
    await expect(decided(refused())).rejects.toThrow('undefined is not a function');
  });

  it('is tried again after that', async () => {
    const answer = await decided(refused().decisionTaskStarted().decisionTaskTimedOut());

    expect(answer).toMatchObject([
      { attributes: { markerName: 'flow:deferred' } },
      { attributes: { timerId: '$deferred-1' } },
    ]);
  });
});
