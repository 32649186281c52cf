import { why } from '@swf/explain';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { findings, order } from '../support/findings.js';

describe('why()', () => {
  it.each([
    [4, '"a", "b", "c" and "d"'],
    [5, '"a", "b", "c" and 2 more'],
    [6, '"a", "b", "c" and 3 more'],
  ])('of %i names lists %s', (count, listed) => {
    const waiting = order().decisionTask().timerStarted('patience', { startToFireTimeout: 900 });
    const found = findings(waiting, 300, { signals: [...'abcdef'].slice(0, count) });
    expect(found.map(({ message }) => message)).toContainEqual(expect.stringMatching(new RegExp(`${listed}$`)));
  });

  it.each([
    ['of 200 characters are shown whole', 'x'.repeat(200), 'x'.repeat(200)],
    ['of 201 characters are cut to 200', 'x'.repeat(201), `${'x'.repeat(199)}…`],
    ['of 200 emoji are shown whole', '😀'.repeat(200), '😀'.repeat(200)],
    ['of 201 emoji are cut between them', '😀'.repeat(201), `${'😀'.repeat(199)}…`],
    ['of several lines are shown on one', ' no\n\tmoney ', 'no money'],
  ])('shows why an activity failed: details %s', (_, details, shown) => {
    const failed = order()
      .decisionTask()
      .activityTaskScheduled('charge')
      .activityTaskStarted('charge')
      .activityTaskFailed('charge', { details })
      .decisionTask()
      .workflowExecutionFailed();
    const lines = findings(failed, 0).flatMap(({ message, details }) => [message, ...details]);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^before that, .*failed: ${shown}$`)));
  });

  it.each([
    ['if something came meanwhile', true],
    ['if nothing did', false],
  ])('says that another decision task follows one that is decided: %s', (_, isFollowed) => {
    const deciding = order().decisionTaskStarted();
    const [found] = findings(isFollowed ? deciding.workflowExecutionSignaled('hurry') : deciding, 5);
    expect(found).toMatchObject({ code: 'DECISION_RUNS' });
    expect(found?.details.includes('another decision task follows it')).toBe(isFollowed);
  });

  it.each([
    [3, []],
    [4, []],
    [5, ['1 more violation']],
    [6, ['2 more violations']],
  ])('tells four violations of %i, and how many more there are', (count, more) => {
    const run = order();
    while (run.build().length < count) run.workflowExecutionSignaled('hurry');
    const history = History.from(
      run
        .build()
        .events.slice(0, count)
        .map(({ raw: { eventTimestamp: _, ...raw } }) => raw),
    );
    const found = why(history, { now: new Date() }).find(({ code }) => code === 'HISTORY_INVALID');
    expect(found?.message).toBe("the history breaks SWF's rules: Event 1 (WorkflowExecutionStarted) has no time");
    expect(found?.details).toEqual([
      ...[2, 3, 4].slice(0, count - 1).map((id) => expect.stringMatching(`^Event ${id} .*has no time$`)),
      ...more,
      'the other findings are not affected',
    ]);
  });

  it('says so if no decider whose task timed out gave its identity', () => {
    const lines = (identity: string | undefined) =>
      findings(order().decisionTaskStarted({ identity }).decisionTaskTimedOut(), 5).flatMap(({ details }) => details);
    expect(lines(undefined)).toContain('no decider gave its identity');
    expect(lines('decider-1')).toContain('started by "decider-1"');
  });
});
