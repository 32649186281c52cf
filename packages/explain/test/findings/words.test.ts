import type { Facts, Finding } from '@swf/explain';
import { why } from '@swf/explain';
import type { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findings, order } from '../support/findings.js';

/** The finding of a code so many seconds after the last event; there must be one. */
function finding(run: HistoryBuilder, waited: number, code: string, facts: Partial<Facts> = {}): Finding {
  const found = findings(run, waited, facts).find((each) => each.code === code);
  if (found === undefined) throw new Error(`no finding ${code}`);
  return found;
}

describe('What SWF does within moments', () => {
  const decided = () => order().decisionTask();

  it.each<[string, string, HistoryBuilder]>([
    ['a signal', 'EXTERNAL_FAILED', decided().signalExternalWorkflowExecutionInitiated('stock', 'reserve')],
    ['a cancel request', 'EXTERNAL_FAILED', decided().requestCancelExternalWorkflowExecutionInitiated('stock')],
    ['a Lambda function', 'LAMBDA_CANNOT_START', decided().lambdaFunctionScheduled('resize', { name: 'resize-image' })],
    ['a child', 'CHILD_MISSING', decided().startChildWorkflowExecutionInitiated('refund')],
  ])('needs nobody before a minute has passed: %s', (_, code, run) => {
    expect(finding(run, 59, code)).toMatchObject({ severity: 'info', hint: undefined });
    expect(finding(run, 60, code)).toMatchObject({ severity: 'warning', hint: expect.any(String) });
  });

  it.each<[string, HistoryBuilder, string]>([
    [
      'EXTERNAL_FAILED',
      decided().signalExternalWorkflowExecutionInitiated('stock', 'reserve'),
      'the signal "reserve" to stock was sent 5 s ago and has not arrived',
    ],
    [
      'EXTERNAL_FAILED',
      decided().requestCancelExternalWorkflowExecutionInitiated('stock'),
      'the cancel request to stock was sent 5 s ago and has not arrived',
    ],
    [
      'LAMBDA_CANNOT_START',
      decided().lambdaFunctionScheduled('resize', { name: 'resize-image' }),
      'Lambda function resize (resize-image) was scheduled 5 s ago and has not started',
    ],
    [
      'CHILD_MISSING',
      decided().startChildWorkflowExecutionInitiated('refund'),
      'child refund was initiated 5 s ago and has not started',
    ],
  ])('is named by what was asked for: %s', (code, run, message) => {
    expect(finding(run, 5, code).message).toBe(message);
  });
});

describe('WAITS_FOR_TIMER', () => {
  it.each([
    [1, []],
    [2, ['1 more timer is open']],
    [3, ['2 more timers are open']],
  ])('says how many of %i timers are open beside the next', (count, others) => {
    const run = order().decisionTask();
    for (let number = 1; number <= count; number += 1) run.timerStarted(`t-${number}`, { startToFireTimeout: 60 });

    expect(finding(run, 30, 'WAITS_FOR_TIMER')).toMatchObject({
      message: 'timer t-1 fires in 30 s',
      details: [...others, 'nothing else is open'],
    });
  });
});

describe('WAITS_FOR_SIGNAL', () => {
  const asking = (question: object) =>
    order().decisionTask({ executionContext: JSON.stringify({ $waiting: [{ step: 'approve', ...question }] }) });

  it.each<[object, string, readonly string[]]>([
    [{ id: 'approve' }, '', []],
    [{ id: 'q-1', details: 'a  long\nway' }, ' (question q-1)', ['a long way']],
    [{ id: 'q-1', details: { total: 5 } }, ' (question q-1)', ['{"total":5}']],
    [
      { id: 'approve', until: '2020-01-01T01:00:00Z' },
      '',
      [expect.stringMatching(/^it must be answered within 59 min/)],
    ],
    [{ id: 'approve', until: '2019-12-31T23:00:00Z' }, '', ['its deadline has passed']],
  ])('shows what a question says: %j', (question, suffix, details) => {
    const { id } = question as { readonly id: string };
    expect(finding(asking(question), 10, 'WAITS_FOR_SIGNAL')).toMatchObject({
      message: `a person has to answer step "approve"${suffix}`,
      details,
      hint: `answer it with the signal "approve" and the input {"id":"${id}","answer":...}`,
    });
  });
});

describe('A child that is blocked', () => {
  const parent = () =>
    order().decisionTask().startChildWorkflowExecutionInitiated('refund').childWorkflowExecutionStarted('refund');
  /** Findings of a child, by severity. */
  const ofChild = (severity: Finding['severity']): Finding => ({
    ...finding(parent(), 1, 'CHILD_BLOCKS'),
    severity,
  });

  it.each<[Finding['severity'], Finding['severity']]>([
    ['blocked', 'blocked'],
    ['warning', 'warning'],
    ['soon', 'warning'],
    ['info', 'info'],
  ])('that is %s makes its parent %s', (severity, expected) => {
    const children = [{ workflowId: 'refund', findings: [ofChild(severity)] }];
    expect(finding(parent(), 1, 'CHILD_BLOCKS', { children }).severity).toBe(expected);
  });
});

describe('DECIDES_IN_CIRCLES', () => {
  it('blocks the run, but not if its close is refused because something else happened', () => {
    const run = order();
    for (let round = 0; round < 3; round += 1)
      run
        .decisionTaskStarted()
        .workflowExecutionSignaled('go')
        .decisionTaskCompleted()
        .completeWorkflowExecutionFailed({ cause: 'UNHANDLED_DECISION' });
    expect(finding(run, 1, 'DECIDES_IN_CIRCLES')).toMatchObject({
      severity: 'warning',
      message: 'the decider made the same decision 3 times, and SWF refused it each time',
    });
    const refused = order();
    for (let round = 0; round < 3; round += 1)
      refused
        .decisionTask()
        .startTimerFailed('a', { cause: 'TIMER_ID_ALREADY_IN_USE' })
        .workflowExecutionSignaled('go');
    expect(finding(refused, 1, 'DECIDES_IN_CIRCLES').severity).toBe('blocked');
  });
});

describe('why()', () => {
  it('has its findings frozen', () => {
    const found = why(order().build(), { now: new Date(0) });
    expect(Object.isFrozen(found) && found.every((each) => Object.isFrozen(each))).toBe(true);
  });
});
