import { inspect } from 'node:util';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const history = new HistoryBuilder({ input: { sku: 'A1' } }).decisionTask().timerStarted('patience').build();
const state = history.compile();

describe('History', () => {
  it('prints the names of its events', () => {
    expect(inspect(history)).toBe(
      "History [\n  '1 WorkflowExecutionStarted',\n  '2 DecisionTaskScheduled',\n  '3 DecisionTaskStarted',\n  '4 DecisionTaskCompleted',\n  '5 TimerStarted'\n]",
    );
    expect(inspect({ history }, { depth: 0 })).toBe('{ history: [History of 5 events] }');
    expect(inspect({ history }, { depth: 1 })).toContain("History [\n    '1 WorkflowExecutionStarted'");
    expect(`${history}`).toBe('History of 5 events');
    expect(JSON.parse(JSON.stringify(history)).events).toHaveLength(5);
  });
});

describe('Event', () => {
  it('prints its id, its type and its attributes', () => {
    expect(`${history.last}`).toBe('Event 5 (TimerStarted)');
    expect(inspect(history.last)).toBe(
      "Event 5 (TimerStarted) {\n  startToFireTimeout: '0',\n  timerId: 'patience',\n  decisionTaskCompletedEventId: 4\n}",
    );
    expect(inspect({ event: history.last }, { depth: 0 })).toBe('{ event: [Event 5 (TimerStarted)] }');
    expect(inspect({ event: history.last }, { depth: 1 })).toContain("timerId: 'patience'");
    expect(JSON.parse(JSON.stringify(history.last))).toMatchObject({ eventId: 5, eventType: 'TimerStarted' });
  });
});

describe('a printed history', () => {
  const scheduled = new HistoryBuilder().decisionTask().activityTaskScheduled('charge').build();

  it('is no deeper than the depth that is asked for', () => {
    expect(inspect({ event: scheduled.last }, { depth: 1 })).toContain('activityType: [Object]');
    expect(inspect({ event: scheduled.last }, { depth: 2 })).toContain('activityType: { name:');
    const { activityTasks } = scheduled.compile();
    expect(inspect({ activityTasks }, { depth: 1 })).toContain('[ActivityTask "charge": scheduled]');
    expect(inspect({ activityTasks }, { depth: 2 })).toContain('events: [Array]');
    expect(inspect({ activityTasks }, { depth: 3 })).toContain("events: [ 'Event 5 (ActivityTaskScheduled)' ]");
    expect(inspect({ activityTasks }, { depth: null })).toContain("events: [ 'Event 5 (ActivityTaskScheduled)' ]");
  });
});

describe('an entity', () => {
  it('prints what is known of it, and its events in short', () => {
    const timer = state.timers.get('patience');
    expect(`${timer}`).toBe('Timer "patience": started');
    expect(inspect(timer)).toMatch(
      /^Timer \{\s+state: 'started',\s+open: true,\s+events: \[ 'Event 5 \(TimerStarted\)' \],\s+timerId: 'patience'/,
    );
    expect(inspect(timer)).not.toContain('undefined');
    expect(inspect({ timer }, { depth: 0 })).toBe('{ timer: [Timer "patience": started] }');
    expect(inspect({ timer }, { depth: 1 })).toContain("timerId: 'patience'");
  });

  it('prints its state alone if nothing names it', () => {
    expect(`${state.workflowExecution}`).toBe('WorkflowExecution: started');
    expect(`${state.decisionTasks.get(2)}`).toBe('DecisionTask "2": completed');
  });
});

describe('Attempts', () => {
  it('print and write what they hold', () => {
    const { timers, activityTasks } = state;
    expect(inspect(timers)).toMatch(/^Attempts \[\n {2}Timer \{\n {4}state: 'started'/);
    expect(inspect(activityTasks)).toBe('Attempts []');
    expect(inspect({ timers }, { depth: 0 })).toBe('{ timers: [Attempts of 1] }');
    expect(inspect({ timers }, { depth: 1 })).toContain('Attempts [');
    expect(`${timers}, ${state}`).toBe('Attempts of 1, CompiledHistory of WorkflowExecution: started');
    expect(JSON.parse(JSON.stringify(timers))).toMatchObject([{ timerId: 'patience', state: 'started' }]);
  });
});
