import { setImmediate } from 'node:timers/promises';
import { FlowDecider, sleep, workflow } from '@swf/flow';
import { HistoryBuilder, type HistoryBuilderOptions } from '@swf/history/builder';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerTo, taskOf } from '../support/decision-task.js';

const sleeping = workflow('sleeping', '1.0', { taskList: 'flows' }, () => sleep(60));

type Timeout = NonNullable<HistoryBuilderOptions['taskStartToCloseTimeout']>;

/** The answer to a run for which SWF refused a timer, and then so many that would wait for its rate. */
function decide(refusals: number, taskStartToCloseTimeout: Timeout, signal = new AbortController().signal) {
  const workflowType = { name: 'sleeping', version: '1.0' };
  const run = new HistoryBuilder({ workflowType, taskStartToCloseTimeout }).decisionTask();
  const cause = 'TIMER_CREATION_RATE_EXCEEDED';
  run.startTimerFailed('sleep-1', { cause });
  for (let count = 1; count <= refusals; count += 1) {
    run.decisionTask().startTimerFailed('$throttled-1', { cause });
  }
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [sleeping], register: false });
  return answerTo(decider, taskOf(run.decisionTaskStarted().build(), 'sleeping'), signal);
}

/** How many seconds pass before the answer. */
async function waited(refusals: number, taskStartToCloseTimeout: Timeout): Promise<number> {
  let isOver = false;
  const deciding = decide(refusals, taskStartToCloseTimeout).finally(() => {
    isOver = true;
  });
  while (!isOver && vi.getTimerCount() === 0) await setImmediate();
  const begun = Date.now();
  if (!isOver) await vi.advanceTimersToNextTimerAsync();
  await deciding;
  return (Date.now() - begun) / 1000;
}

describe('An answer whose timers SWF keeps refusing', () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 8],
  ])('after %d refusals waits %d s', async (refusals, seconds) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    expect(await waited(refusals, 60)).toBe(seconds);
    expect(await waited(refusals, 'NONE')).toBe(seconds);
  });

  it('waits a quarter of the time that its task has, at most', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    expect(await waited(5, 10)).toBe(2.5);
  });

  it('is sent at once if the decider stops', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const stopping = new AbortController();
    const deciding = decide(5, 60, stopping.signal);
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    stopping.abort();
    expect(await deciding).toMatchObject({ decisions: [{ attributes: { timerId: '$throttled-1' } }] });
    expect(vi.getTimerCount()).toBe(0);
  });
});
