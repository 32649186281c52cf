import { expect, it } from 'vitest';
import { type HistoryEvent, scheduleActivity, startChild, startTimer, Workbench } from './workbench.js';

const signal = {
  decisionType: 'SignalExternalWorkflowExecution',
  signalExternalWorkflowExecutionDecisionAttributes: { workflowId: 'order-2', signalName: 'go' },
} as const;
const cancel = {
  decisionType: 'RequestCancelExternalWorkflowExecution',
  requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId: 'order-2' },
} as const;

it.each([
  ['ScheduleActivityTask', scheduleActivity('1'), 'ScheduleActivityTaskFailed', 'ACTIVITY_CREATION_RATE_EXCEEDED'],
  ['StartTimer', startTimer('t', '1'), 'StartTimerFailed', 'TIMER_CREATION_RATE_EXCEEDED'],
  [
    'StartChildWorkflowExecution',
    startChild('child'),
    'StartChildWorkflowExecutionFailed',
    'CHILD_CREATION_RATE_EXCEEDED',
  ],
  [
    'SignalExternalWorkflowExecution',
    signal,
    'SignalExternalWorkflowExecutionFailed',
    'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
  ],
  [
    'RequestCancelExternalWorkflowExecution',
    cancel,
    'RequestCancelExternalWorkflowExecutionFailed',
    'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
  ],
])('%s beyond the rate fails with the cause for its rate limit', (kind, decision, failedType, cause) => {
  const bench = new Workbench({ mayDecide: (asked) => asked !== kind }).register();
  const runId = bench.start('order-1');
  bench.decide(decision);
  const other = bench.start('order-2', { taskList: { name: 'others' } });
  bench.advance();
  const failed = bench.history('order-1', runId).find(({ eventType }) => eventType === failedType) as HistoryEvent;
  const attributes = `${failedType.charAt(0).toLowerCase()}${failedType.slice(1)}EventAttributes`;
  expect(failed[attributes]).toMatchObject({ cause });
  expect(bench.types('order-2', other)).toEqual(['WorkflowExecutionStarted', 'DecisionTaskScheduled']);
  expect(bench.pollDecision()).toMatchObject({ workflowExecution: { workflowId: 'order-1' } });
});
