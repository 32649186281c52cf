import { expect, it } from 'vitest';
import { DOMAIN, recordMarker, scheduleActivity, Workbench } from './workbench.js';

const LIMIT = 20;

function fill(bench: Workbench, events: number): string {
  const runId = bench.start('order-1');
  for (let last = 2; last < events; last++) bench.signal('order-1');
  return runId;
}

it('a full history ends with a termination, whichever event did not fit', () => {
  const bench = new Workbench({ limits: { historyEvents: LIMIT } }).register();
  const runId = fill(bench, LIMIT - 1);
  expect(bench.types('order-1', runId)).toHaveLength(LIMIT - 1);
  bench.signal('order-1');
  const last = bench.history('order-1', runId).at(-1);
  expect(last).toMatchObject({
    eventId: LIMIT,
    eventType: 'WorkflowExecutionTerminated',
    workflowExecutionTerminatedEventAttributes: { cause: 'EVENT_LIMIT_EXCEEDED', childPolicy: 'TERMINATE' },
  });
  expect(() => bench.signal('order-1')).toThrow('Unknown execution');
});

it('decisions that still fit are executed and leave nothing open', () => {
  const bench = new Workbench({ limits: { historyEvents: LIMIT } }).register();
  const runId = fill(bench, LIMIT - 4);
  bench.decide(recordMarker('fits'), scheduleActivity('does not fit'));
  expect(bench.types('order-1', runId).slice(-4)).toEqual([
    'DecisionTaskStarted',
    'DecisionTaskCompleted',
    'MarkerRecorded',
    'WorkflowExecutionTerminated',
  ]);
  expect(bench.pollActivity()).toBeUndefined();
});

it('a poll skips a task whose Started event does not fit', () => {
  const bench = new Workbench({ limits: { historyEvents: LIMIT } }).register();
  fill(bench, LIMIT - 1);
  bench.start('order-2');
  expect(bench.pollDecision()).toMatchObject({ workflowExecution: { workflowId: 'order-2' } });
  const open = { domain: DOMAIN, startTimeFilter: { oldestDate: 0 } };
  expect(bench.call('CountOpenWorkflowExecutions', open)).toEqual({ count: 1, truncated: false });
});

it('a closing event can be the last that fits', () => {
  const bench = new Workbench({ limits: { historyEvents: LIMIT } }).register();
  const runId = fill(bench, LIMIT - 1);
  bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1' });
  expect(bench.history('order-1', runId).at(-1)).toMatchObject({
    eventId: LIMIT,
    workflowExecutionTerminatedEventAttributes: { cause: 'OPERATOR_INITIATED' },
  });
});
