import { InconsistentStateError, TransitionError } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

type Write = (builder: HistoryBuilder) => unknown;

const signaledWhileDeciding = (builder: HistoryBuilder) =>
  builder.decisionTaskStarted().workflowExecutionSignaled('s').decisionTaskCompleted();

const REFUSED: readonly (readonly [string, Write, { is(error: unknown): boolean }, message: string])[] = [
  [
    'a decision without a decision task',
    (b) => b.timerStarted('t'),
    InvalidArgumentError,
    'TimerStarted cannot be event 3: a decision must directly follow DecisionTaskCompleted',
  ],
  [
    'a decision after something else happened',
    (b) => b.decisionTask().workflowExecutionSignaled('s').timerStarted('t'),
    InvalidArgumentError,
    'TimerStarted cannot be event 7: a decision must directly follow DecisionTaskCompleted',
  ],
  [
    'a decision after time has passed',
    (b) => b.decisionTask().advance({ seconds: 1 }).timerStarted('t'),
    InvalidArgumentError,
    'TimerStarted cannot be event 5: a decision must directly follow DecisionTaskCompleted',
  ],
  [
    'a decision after the one that closes the execution',
    (b) => b.decisionTask().workflowExecutionCompleted().timerStarted('t'),
    InvalidArgumentError,
    'TimerStarted cannot be event 6: a decision must directly follow DecisionTaskCompleted',
  ],
  [
    'an activity that starts without being scheduled',
    (b) => b.activityTaskStarted('a'),
    InvalidArgumentError,
    'ActivityTaskStarted cannot be event 3: there is no ActivityTask "a"',
  ],
  [
    'a second activity of an open id',
    (b) => b.decisionTask().activityTaskScheduled('a').activityTaskScheduled('a'),
    InconsistentStateError,
    'Event 6 (ActivityTaskScheduled) begins "a", which is open since event 5',
  ],
  [
    'a second timer of an open id',
    (b) => b.decisionTask().timerStarted('t').timerStarted('t'),
    InconsistentStateError,
    'Event 6 (TimerStarted) begins "t", which is open since event 5',
  ],
  [
    'an activity that completes unstarted',
    (b) => b.decisionTask().activityTaskScheduled('a').activityTaskCompleted('a'),
    TransitionError,
    'Event 6 (ActivityTaskCompleted) cannot follow the state scheduled of the ActivityTask "a"',
  ],
  [
    'a timer that fires twice',
    (b) => b.decisionTask().timerStarted('t').timerFired('t').timerFired('t'),
    TransitionError,
    'Event 8 (TimerFired) cannot follow the state fired of the Timer "t"',
  ],
  [
    'two started decision tasks',
    (b) => b.decisionTaskStarted().workflowExecutionSignaled('s').decisionTaskStarted(),
    InvalidArgumentError,
    'DecisionTaskStarted cannot be event 6: a decision task is started already',
  ],
  [
    'a decision task that completes unstarted',
    (b) => b.decisionTaskCompleted(),
    InvalidArgumentError,
    'DecisionTaskCompleted cannot be event 3: no decision task is started',
  ],
  [
    'a decision task that times out unstarted',
    (b) => b.decisionTaskTimedOut(),
    InvalidArgumentError,
    'DecisionTaskTimedOut cannot be event 3: no decision task is started',
  ],
  [
    'a decision task that times out before its start when it has started',
    (b) => b.decisionTaskStarted().decisionTaskTimedOut({ timeoutType: 'SCHEDULE_TO_START' }),
    InvalidArgumentError,
    'DecisionTaskTimedOut cannot be event 4: no decision task is scheduled',
  ],
  [
    'a close while a decision task is pending',
    (b) => signaledWhileDeciding(b).workflowExecutionCompleted(),
    InvalidArgumentError,
    'WorkflowExecutionCompleted cannot be event 7: SWF closes no execution while a decision task is pending (UNHANDLED_DECISION)',
  ],
  [
    'UNHANDLED_DECISION while no decision task is pending',
    (b) => b.decisionTask().completeWorkflowExecutionFailed({ cause: 'UNHANDLED_DECISION' }),
    InvalidArgumentError,
    'CompleteWorkflowExecutionFailed cannot be event 5: the cause UNHANDLED_DECISION needs a pending decision task',
  ],
  [
    'anything after the close',
    (b) => b.workflowExecutionTerminated().workflowExecutionSignaled('s'),
    InconsistentStateError,
    'Event 4 (WorkflowExecutionSignaled) comes after event 3, which closed the execution',
  ],
  [
    'a payload that is too long',
    (b) => b.workflowExecutionSignaled('s', { input: 'x'.repeat(32_769) }),
    InvalidArgumentError,
    'input must have 0 to 32768 characters, got 32769: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...',
  ],
  [
    'time that goes back',
    (b) => b.advance({ seconds: -1 }),
    InvalidArgumentError,
    'duration in seconds must be an integer from 0 to 31536000, got -1',
  ],
];

describe('HistoryBuilder', () => {
  it.each(REFUSED)('refuses %s, and stays valid', (_, write, kind, message) => {
    const builder = new HistoryBuilder();
    let thrown: unknown;
    try {
      write(builder);
    } catch (error) {
      thrown = error;
    }
    expect(kind.is(thrown), String(thrown)).toBe(true);
    expect((thrown as Error).message).toBe(message);
    expect(builder.build().verify()).toEqual([]);
  });
});
