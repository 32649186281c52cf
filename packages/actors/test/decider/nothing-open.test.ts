import type { DeciderOptions, DecisionTask } from '@swf/actors';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { describe, expect, it, vi } from 'vitest';
import { running, signaled } from '../support/running-decider.js';
import { activityType, workflow } from '../support/workflow.js';

/** The log lines at info about executions that were left with nothing open. */
async function linesOf(
  decide: (task: DecisionTask) => readonly Decision[],
  signals = 0,
  options: Pick<DeciderOptions, 'history'> = {},
) {
  const info = vi.fn();
  const logger = { debug() {}, info, warn() {}, error() {} };
  await using swf = await running(decide, { logger, ...options });
  await signaled(swf, signals);
  return info.mock.calls.filter(([, message]) => String(message).includes('nothing open'));
}

const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 });

/** Every decision that leads to another decision task. */
const GOES_ON = {
  ScheduleActivityTask: ActivityTaskDecision.schedule({ activityId: 'one', activityType: activityType() }),
  StartTimer: timer,
  StartChildWorkflowExecution: ChildWorkflowExecutionDecision.start({
    workflowId: 'child',
    workflowType: workflow,
    taskList: 'children',
  }),
  ScheduleLambdaFunction: LambdaFunctionDecision.schedule({ id: 'resize', name: 'resize' }),
  SignalExternalWorkflowExecution: ExternalWorkflowExecutionDecision.signal({ workflowId: 'x', signalName: 's' }),
  RequestCancelExternalWorkflowExecution: ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'x' }),
};

/** Every decision that closes the execution. */
const CLOSES = {
  CompleteWorkflowExecution: WorkflowExecutionDecision.complete(),
  FailWorkflowExecution: WorkflowExecutionDecision.fail({ reason: 'no stock' }),
  CancelWorkflowExecution: WorkflowExecutionDecision.cancel(),
  ContinueAsNewWorkflowExecution: WorkflowExecutionDecision.continueAsNew(),
};

describe('An execution with nothing open', () => {
  it.each(['info', 'warn'])('is logged at info, where the logger writes %s', async (written) => {
    const info = vi.fn();
    const isLevelEnabled = (level: string) => level === written;
    await using swf = await running(() => [], { logger: { debug() {}, info, warn() {}, error() {}, isLevelEnabled } });
    await signaled(swf, 0);

    const lines = info.mock.calls.filter(([, message]) => String(message).includes('nothing open'));
    expect(lines).toHaveLength(written === 'info' ? 1 : 0);
  });

  it.each<[string, readonly Decision[]]>([
    ['no decision', []],
    ['a marker', [MarkerDecision.record({ markerName: 'seen' })]],
  ])('is logged after %s, once for its type', async (_, decisions) => {
    const lines = await linesOf(() => decisions, 2);

    expect(lines).toHaveLength(1);
    expect(lines[0]?.[0]).toMatchObject({ workflowType: 'workflow@1.0', workflowId: 'w' });
  });

  it('is logged when its last timer is canceled', async () => {
    const lines = await linesOf(
      ({ history }) => (history.compile().timers.size > 0 ? [TimerDecision.cancel({ timerId: 'patience' })] : [timer]),
      1,
    );

    expect(lines).toHaveLength(1);
  });

  it.each(Object.values(GOES_ON))('is not logged after $type', async (decision) => {
    expect(await linesOf(() => [decision])).toEqual([]);
  });

  it.each(Object.values(CLOSES))('is not logged after $type', async (decision) => {
    expect(await linesOf(() => [decision])).toEqual([]);
  });

  it.each([GOES_ON.StartTimer, GOES_ON.ScheduleActivityTask, GOES_ON.StartChildWorkflowExecution])(
    'is not logged while the work of an earlier $type is open',
    async (decision) => {
      expect(await linesOf((task) => (task.previousStartedEventId > 0 ? [] : [decision]), 2)).toEqual([]);
    },
  );

  it('is not logged while only new events are known, as something earlier may be open', async () => {
    const decide = (task: DecisionTask) => (task.previousStartedEventId > 0 ? [] : [timer]);

    expect(await linesOf(decide, 2, { history: 'new' })).toEqual([]);
  });
});
