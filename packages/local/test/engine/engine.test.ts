import { describe, expect, it } from 'vitest';
import type { TaskListReference } from '../../src/engine/task-list.js';
import type { LambdaCall } from '../../src/engine/transaction.js';
import { complete, DOMAIN, START, scheduleActivity, startTimer, Workbench } from './workbench.js';

// Tests the engine itself: single due items, deadlines and a clock set back cannot be seen outside.

const lambda = {
  decisionType: 'ScheduleLambdaFunction',
  scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'price', input: '{}' },
} as const;

describe('task lists', () => {
  it('are reported once a task in them is committed', async () => {
    const bench = new Workbench().register();
    const told: TaskListReference[] = [];
    bench.engine.onTask = (list) => {
      told.push(list);
      if (list.kind === 'activity') expect(bench.pollActivity(list.name)).toBeDefined();
    };
    bench.start('order-1');
    const task = bench.pollDecision();
    bench.signal('order-1');
    expect(told).toEqual([]);
    await bench.engine.committed();
    expect(told).toEqual([{ kind: 'decision', region: 'eu-west-1', domain: DOMAIN, name: 'deciders' }]);
    bench.respond(task ?? { taskToken: '' }, scheduleActivity('1'));
    await bench.engine.committed();
    expect(told.slice(1)).toEqual([
      { kind: 'decision', region: 'eu-west-1', domain: DOMAIN, name: 'deciders' },
      { kind: 'activity', region: 'eu-west-1', domain: DOMAIN, name: 'workers' },
    ]);
  });

  it('count started tasks until they are completed or time out', () => {
    const bench = new Workbench().register();
    bench.start('order-1');
    bench.start('order-2');
    const task = bench.pollDecision();
    bench.pollDecision();
    expect(bench.operations.startedTasks()).toBe(2);
    bench.respond(task ?? { taskToken: '' }, scheduleActivity('1'));
    bench.pollActivity();
    expect(bench.operations.startedTasks()).toBe(2);
    bench.advance(60);
    expect(bench.operations.startedTasks()).toBe(0);
  });
});

describe('an activity task', () => {
  const TEN = { scheduleToCloseTimeout: '10', startToCloseTimeout: '10', heartbeatTimeout: '10' };

  it.each([
    ['SCHEDULE_TO_CLOSE', 'has not started', { ...TEN, scheduleToStartTimeout: '10' }, false],
    ['SCHEDULE_TO_CLOSE', 'has started', TEN, true],
    ['START_TO_CLOSE', 'has started', { ...TEN, scheduleToCloseTimeout: '11' }, true],
    ['HEARTBEAT', 'has started', { ...TEN, scheduleToCloseTimeout: 'NONE', startToCloseTimeout: '11' }, true],
    [
      'SCHEDULE_TO_START',
      'has not started',
      { ...TEN, scheduleToCloseTimeout: '11', scheduleToStartTimeout: '10' },
      false,
    ],
  ])('that misses several deadlines at once times out by %s if it %s', (timeoutType, _, timeouts, isStarted) => {
    const bench = new Workbench().register();
    const runId = bench.start('order-1');
    bench.decide(scheduleActivity('1', timeouts));
    if (isStarted) bench.pollActivity();
    bench.advance(9.999);
    expect(bench.types('order-1', runId)).not.toContain('ActivityTaskTimedOut');
    bench.advance(0.001);
    const timedOut = bench.history('order-1', runId).filter(({ eventType }) => eventType === 'ActivityTaskTimedOut');
    expect(timedOut).toMatchObject([{ activityTaskTimedOutEventAttributes: { timeoutType } }]);
  });
});

describe('time', () => {
  it('never decreases along a history, even if the clock is set back', () => {
    const bench = new Workbench().register();
    const runId = bench.start('order-1');
    bench.now += 1000;
    bench.signal('order-1');
    bench.now -= 5000;
    bench.signal('order-1');
    bench.decide(startTimer('t', '2'));
    bench.advance(10);
    const times = bench
      .history('order-1', runId)
      .map((event) => [event.eventType, event.eventTimestamp - START / 1000]);
    expect(times.slice(0, 8)).toEqual([
      ['WorkflowExecutionStarted', 0],
      ['DecisionTaskScheduled', 0],
      ['WorkflowExecutionSignaled', 1],
      ['WorkflowExecutionSignaled', 1],
      ['DecisionTaskStarted', 1],
      ['DecisionTaskCompleted', 1],
      ['TimerStarted', 1],
      ['TimerFired', 3],
    ]);
  });

  it('fires one due item at a time, and none early', () => {
    const bench = new Workbench().register();
    bench.start('order-1');
    bench.decide(startTimer('b', '2'), startTimer('a', '1'));
    expect(bench.engine.nextDueTime()).toBe(START + 1000);
    bench.now += 999;
    expect(bench.engine.fireDue()).toBe(false);
    bench.now += 1001;
    expect([bench.engine.fireDue(), bench.engine.fireDue(), bench.engine.fireDue()]).toEqual([true, true, false]);
  });

  it('does not treat the deletion of old runs as a deadline', () => {
    const bench = new Workbench().register('1');
    bench.start('order-1');
    bench.decide(complete);
    expect(bench.engine.nextDueTime()).toBe(START + 86_400_000);
    expect(bench.engine.nextDeadline()).toBeUndefined();
  });
});

describe('Lambda functions', () => {
  function scheduled(): { bench: Workbench; calls: LambdaCall[]; runId: string } {
    const bench = new Workbench().register();
    const calls: LambdaCall[] = [];
    bench.engine.onLambda = (call) => calls.push(call);
    const runId = bench.start('order-1', { lambdaRole: 'role' });
    bench.decide(lambda);
    bench.advance();
    return { bench, calls, runId };
  }

  it('are invoked once started, and report back once', () => {
    const { bench, calls, runId } = scheduled();
    expect(calls).toEqual([{ executionId: 1, scheduledEventId: 5, name: 'price', input: '{}' }]);
    const [call] = calls as [LambdaCall];
    bench.engine.lambdaFailed(call, { reason: 'Handled', details: '{}' });
    bench.engine.lambdaCompleted(call, '42');
    expect(bench.types('order-1', runId).slice(4)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionFailed',
      'DecisionTaskScheduled',
    ]);
  });

  it('start immediately after the clock is set back', () => {
    const bench = new Workbench().register();
    const calls: LambdaCall[] = [];
    bench.engine.onLambda = (call) => calls.push(call);
    bench.start('order-1', { lambdaRole: 'role' });
    bench.now -= 600_000;
    bench.decide(lambda);
    bench.advance();
    expect(calls).toHaveLength(1);
  });

  it('are ignored if they report too late', () => {
    const { bench, calls, runId } = scheduled();
    bench.advance(900);
    bench.engine.lambdaCompleted(calls[0] as LambdaCall, '42');
    expect(bench.types('order-1', runId).slice(-2)).toEqual(['LambdaFunctionTimedOut', 'DecisionTaskScheduled']);
    bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1' });
    bench.engine.lambdaCompleted(calls[0] as LambdaCall, '42');
    expect(bench.types('order-1', runId).at(-1)).toBe('WorkflowExecutionTerminated');
  });
});
