import { inspect } from 'node:util';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';

const history = new HistoryBuilder().decisionTask().timerStarted('patience').build();

it('prints a history as the names of its events', () => {
  expect(inspect(history)).toBe(
    "History [\n  '1 WorkflowExecutionStarted',\n  '2 DecisionTaskScheduled',\n  '3 DecisionTaskStarted',\n  '4 DecisionTaskCompleted',\n  '5 TimerStarted'\n]",
  );
  expect(inspect({ history }, { depth: 0 })).toBe('{ history: [History of 5] }');
});

it('prints and writes attempts as what they hold', () => {
  const { timers, activityTasks } = history.compile();
  expect(inspect(timers)).toMatch(/^Attempts \[\n {2}Timer \{\n {4}type: 'Timer',\n {4}state: 'started'/);
  expect(inspect(activityTasks)).toBe('Attempts []');
  expect(inspect({ timers }, { depth: 0 })).toBe('{ timers: [Attempts of 1] }');
  expect(JSON.parse(JSON.stringify(timers))).toMatchObject([{ timerId: 'patience', state: 'started' }]);
});
