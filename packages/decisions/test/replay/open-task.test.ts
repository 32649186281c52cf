import { TimerDecision } from '@swf/decisions';
import { type ReplayedDecide, type ReplayedTask, replay } from '@swf/decisions/replay';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: 60 });

/** Waits for its timer, and throws when a signal has come. */
const decide: ReplayedDecide = ({ history }) => {
  if (history.compile().signals.size > 0) throw new TypeError('cannot read sku');
  return [timer];
};

const signaled = () =>
  new HistoryBuilder()
    .decisionTask()
    .timerStarted('patience', { startToFireTimeout: 60 })
    .workflowExecutionSignaled('go');

const steps: readonly (readonly [string, Step])[] = [
  ['is started', (run) => run.decisionTaskStarted()],
  ['is started, and something came since', (run) => run.decisionTaskStarted().workflowExecutionSignaled('go')],
  ['waits for a decider', (run) => run],
  ['timed out, and waits again', (run) => run.decisionTaskStarted().decisionTaskTimedOut()],
];

describe('replay() of a run whose decision task', () => {
  it.each(steps)('%s reports what decide throws', async (_, step) => {
    const error = new TypeError('cannot read sku');
    const found = {
      tasks: 2,
      compared: 1,
      difference: {
        completedEventId: 0,
        made: undefined,
        recorded: undefined,
        event: undefined,
        error,
        message: 'decide threw in the open decision task: TypeError: cannot read sku',
      },
    };
    const history = step(signaled()).build();
    expect(await replay(history, decide)).toMatchObject(found);
    expect(await replay(history.reversed, decide)).toMatchObject(found);
  });

  it.each(steps)('%s takes any decisions for it, if they are some', async (_, step) => {
    const history = step(signaled()).build();
    expect(await replay(history, () => [timer])).toEqual({ tasks: 2, compared: 1, difference: undefined });
    const sloppy = (({ startedEventId }) => (startedEventId === 3 ? [timer] : [5])) as ReplayedDecide;
    await expect(replay(history, sloppy)).rejects.toThrow('decisions[0] must be one of @swf/decisions, got 5');
  });

  it.each(steps)('%s shows decide the task as SWF hands it out', async (_, step) => {
    const history = step(signaled()).build();
    const seen: ReplayedTask[] = [];
    await replay(history, (task) => {
      seen.push(task);
      return [timer];
    });
    const task = seen[1];
    expect(task?.history.last).toMatchObject({ id: task?.startedEventId, name: 'DecisionTaskStarted' });
    expect(task?.history.verify()).toEqual([]);
    expect(task).toMatchObject({ previousStartedEventId: 3, taskList: 'deciders' });
    expect(task?.newEvents.map(({ name }) => name)).toContain('WorkflowExecutionSignaled');
  });
});

describe('replay() does not decide', () => {
  const compared = async (history: History) => {
    const { tasks, compared, difference } = await replay(history, decide);
    return [tasks, compared, difference];
  };

  it.each<[string, Step]>([
    ['once the run was terminated', (run) => run.workflowExecutionTerminated()],
    ['once the run was terminated during the task', (run) => run.decisionTaskStarted().workflowExecutionTerminated()],
  ])('%s', async (_, step) => {
    expect(await compared(step(signaled()).build())).toEqual([1, 1, undefined]);
  });

  it('if no decision task is open', async () => {
    expect(
      await compared(new HistoryBuilder().decisionTask().timerStarted('patience', { startToFireTimeout: 60 }).build()),
    ).toEqual([1, 1, undefined]);
    expect(await compared(new HistoryBuilder().workflowExecutionTerminated().build())).toEqual([0, 0, undefined]);
  });
});
