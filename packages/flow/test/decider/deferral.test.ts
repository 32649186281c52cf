import { FlowDecider, signal, workflow } from '@swf/flow';
import { HistoryBuilder, type HistoryBuilderOptions } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../support/decision-task.js';

const bug = new TypeError('undefined is not a function');
const go = signal('go');
const broken = workflow('broken', '1.0', { taskList: 'flows' }, async () => {
  await go.next();
  throw bug;
});

type Timeout = NonNullable<HistoryBuilderOptions['taskStartToCloseTimeout']>;

/** A run that fails in its second turn. */
function begun({ timeout = 60, signalName = 'go' }: { timeout?: Timeout; signalName?: string } = {}) {
  const type = { workflowType: { name: 'broken', version: '1.0' }, taskStartToCloseTimeout: timeout };
  return new HistoryBuilder(type).decisionTask().workflowExecutionSignaled(signalName);
}

function failed(run: HistoryBuilder, times: number) {
  for (let count = 0; count < times; count += 1) run.decisionTaskStarted().decisionTaskTimedOut();
  return run;
}

/** A run whose last tasks timed out, and that was then put off that many times. */
function deferred(times: number, run = begun()) {
  failed(run, 5);
  for (let count = 1; count <= times; count += 1)
    run
      .decisionTask()
      .markerRecorded('flow:deferred')
      .timerStarted(`$deferred-${count}`)
      .timerFired(`$deferred-${count}`);
  return run;
}

/** What the next task is answered with, and what is reported. */
async function decided(history: HistoryBuilder) {
  const errors: unknown[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [broken], register: false, logger });
  decider.on('error', (error) => errors.push(error));
  const task = taskOf(history.decisionTaskStarted().build(), 'broken');
  const answer = await decider.decide(task, { signal: new AbortController().signal });
  return { decisions: (answer as readonly { attributes: object }[]).map(({ attributes }) => attributes), errors };
}

const marker = (failedTasks: number) => ({ markerName: 'flow:deferred', details: JSON.stringify({ failedTasks }) });
const timer = (number: number, seconds: number) => ({
  timerId: `$deferred-${number}`,
  startToFireTimeout: `${seconds}`,
});

describe('A run that fails', () => {
  it('is left to time out 5 times, then reported and put off', async () => {
    await expect(decided(failed(begun(), 4))).rejects.toBe(bug);
    expect(await decided(failed(begun(), 5))).toEqual({ decisions: [marker(6), timer(1, 60)], errors: [bug] });
  });

  it('is put off at once if SWF would never hand out the task again', async () => {
    expect(await decided(begun({ timeout: 'NONE' }))).toEqual({ decisions: [marker(1), timer(1, 60)], errors: [bug] });
  });

  it.each([
    [1, 120],
    [2, 240],
    [5, 1920],
    [6, 3600],
    [7, 3600],
  ])('is put off for 1 minute, doubling to 1 hour: after %i times for %i s', async (times, seconds) => {
    const { decisions } = await decided(deferred(times));
    expect(decisions).toEqual([marker(6 + times), timer(times + 1, seconds)]);
  });

  it('keeps the timer that it waits for when it fails again before that', async () => {
    const waiting = deferred(1).decisionTask().markerRecorded('flow:deferred').timerStarted('$deferred-2');
    expect((await decided(waiting.workflowExecutionSignaled('more'))).decisions).toEqual([marker(8)]);
  });

  it('keeps a timer that is open since before a turn that went well: SWF takes no second one of its id', async () => {
    const fixed = begun({ timeout: 'NONE', signalName: 'other' })
      .decisionTask()
      .markerRecorded('flow:deferred')
      .timerStarted('$deferred-1')
      .workflowExecutionSignaled('more')
      .decisionTask();
    expect((await decided(fixed.workflowExecutionSignaled('go'))).decisions).toEqual([marker(1)]);
  });

  it('is left to time out again after a turn that went well', async () => {
    const recovered = () =>
      deferred(1, begun({ signalName: 'other' }))
        .decisionTask()
        .workflowExecutionSignaled('go');
    await expect(decided(failed(recovered(), 4))).rejects.toBe(bug);
    const { decisions } = await decided(failed(recovered(), 5));
    expect(decisions).toEqual([marker(6), timer(1, 60)]);
  });
});

describe('A deferral whose timer SWF refuses', () => {
  /** A run whose last 5 tasks timed out, and whose deferral SWF took but for the timer. */
  const refused = () =>
    failed(begun(), 5)
      .decisionTask()
      .markerRecorded('flow:deferred')
      .startTimerFailed('$deferred-1', { cause: 'TIMER_CREATION_RATE_EXCEEDED' });

  it('leaves the next task to time out, as that timer would be refused again at once', async () => {
    await expect(decided(refused())).rejects.toBe(bug);
  });

  it('is tried again after that', async () => {
    const { decisions } = await decided(refused().decisionTaskStarted().decisionTaskTimedOut());
    expect(decisions).toEqual([marker(8), timer(1, 60)]);
  });
});
