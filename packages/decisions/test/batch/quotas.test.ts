import { type Decision, DecisionBatch } from '@swf/decisions';
import { describe, expect, it } from 'vitest';
import { begun, cancelTimer, refusalIn, schedule, startChild, startTimer } from '../support/refusals.js';

describe('quotas', () => {
  const many = (count: number, make: (id: string) => Decision) => Array.from({ length: count }, (_, i) => make(`${i}`));

  it.each([
    ['OPEN_ACTIVITIES_LIMIT_EXCEEDED', schedule],
    ['OPEN_TIMERS_LIMIT_EXCEEDED', startTimer],
    ['OPEN_CHILDREN_LIMIT_EXCEEDED', startChild],
  ])('%s beyond 1,000', (cause, make) => {
    const error = refusalIn(undefined, ...many(1000, make), make('one more'));
    expect(error).toMatchObject({ code: cause, index: 1000, evidence: undefined });
    expect(error.message).toContain('1000');
  });

  it('count what is open in the history, not what is closed', () => {
    const history = begun().timerStarted('a').timerStarted('b').timerFired('a').build();
    const batch = new DecisionBatch(history, { quotas: { openTimers: 2 } });
    batch.add(startTimer('c'));
    expect(() => batch.add(startTimer('d'))).toThrow(
      expect.objectContaining({
        code: 'OPEN_TIMERS_LIMIT_EXCEEDED',
        message: expect.stringContaining('2 timers are open'),
      }),
    );
    batch.add(cancelTimer('b'), startTimer('d'), schedule('a'));
  });

  it('count a child with the id of an open one until SWF fails it', () => {
    const both = begun().startChildWorkflowExecutionInitiated('x').startChildWorkflowExecutionInitiated('x');
    const quotas = { openChildWorkflowExecutions: 2 };
    expect(() => new DecisionBatch(both.build(), { quotas }).add(startChild('y'))).toThrow('2 children are open');
    both.startChildWorkflowExecutionFailed('x', { cause: 'WORKFLOW_ALREADY_RUNNING' });
    expect(new DecisionBatch(both.build(), { quotas }).add(startChild('y'))).toHaveLength(1);
  });

  it('count a child that a permissive batch starts twice, and no other refused decision', () => {
    const quotas = { openChildWorkflowExecutions: 2 };
    const warningsOf = (...decisions: readonly Decision[]) =>
      new DecisionBatch(begun().build(), { quotas, mode: 'permissive' })
        .add(...decisions)
        .warnings.map(({ code }) => code);
    expect(warningsOf(startChild('x'), startChild('x'), startChild('y'))).toEqual([
      'WORKFLOW_ALREADY_RUNNING',
      'OPEN_CHILDREN_LIMIT_EXCEEDED',
    ]);
    expect(warningsOf(startChild('x'), cancelTimer('none'), startChild('y'))).toEqual(['TIMER_ID_UNKNOWN']);
  });

  it('count open entities with unknown ids', () => {
    const whole = begun().activityTaskScheduled('a').activityTaskScheduled('b');
    const partial = whole.activityTaskStarted('a').activityTaskStarted('b').build().slice(6);
    const batch = new DecisionBatch(partial, { quotas: { openActivityTasks: 3 } }).add(schedule('c'));
    expect(() => batch.add(schedule('d'))).toThrow('3 activity tasks are open');
  });
});
