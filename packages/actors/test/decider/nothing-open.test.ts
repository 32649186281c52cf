import {
  ActivityTaskDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { describe, expect, it, vi } from 'vitest';
import type { DecisionTask } from '../../src/index.js';
import { running, signalled } from '../support/running-decider.js';
import { activityType } from '../support/workflow.js';

/** The log lines at info about executions that were left with nothing open. */
async function linesOf(decide: (task: DecisionTask) => readonly Decision[], signals = 0) {
  const info = vi.fn();
  const logger = { debug() {}, info, warn() {}, error() {} };
  await using swf = await running(decide, { logger });
  await signalled(swf, signals);
  return info.mock.calls.filter(([, message]) => String(message).includes('nothing open'));
}

const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 });

describe('An execution with nothing open', () => {
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

  it.each<[string, Decision]>([
    ['a timer', timer],
    ['an activity', ActivityTaskDecision.schedule({ activityId: 'one', activityType: activityType() })],
    ['a signal on its way', ExternalWorkflowExecutionDecision.signal({ workflowId: 'x', signalName: 's' })],
    ['the close', WorkflowExecutionDecision.complete()],
  ])('is not logged after %s', async (_, decision) => {
    expect(await linesOf(() => [decision])).toEqual([]);
  });

  it('is not logged while a timer of an earlier decision is open', async () => {
    expect(await linesOf(({ history }) => (history.compile().timers.size > 0 ? [] : [timer]), 2)).toEqual([]);
  });
});
