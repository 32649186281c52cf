import type { Finding } from '@swf/explain';
import { describe, expect, it } from 'vitest';
import { findingOf, findings, order } from '../support/findings.js';

describe('WAITS_FOR_TIMER', () => {
  it.each([
    [1, []],
    [2, ['1 more timer is open']],
    [3, ['2 more timers are open']],
  ])('names the timer that fires next, and counts the others of %i', (count, others) => {
    const run = order().decisionTask();
    for (let number = 1; number <= count; number += 1) run.timerStarted(`t-${number}`, { startToFireTimeout: 60 });

    expect(findingOf('WAITS_FOR_TIMER', run, 30)).toMatchObject({
      message: 'timer t-1 fires in 30 s',
      details: [...others, 'nothing else is open'],
    });
  });
});

describe('a timer that is due', () => {
  it.each([
    [60, 'fact', 'timer t fires in 0 s'],
    [61, 'inferred', 'timer t was due 1 s ago: the history may be stale'],
  ])('fires within the second, and then casts doubt on the history: %i s', (waited, certainty, message) => {
    const run = order().decisionTask().timerStarted('t', { startToFireTimeout: 60 });
    expect(findingOf('WAITS_FOR_TIMER', run, waited)).toMatchObject({ certainty, message });
  });
});

describe('WAITS_FOR_SIGNAL', () => {
  it('shows the latest signal', () => {
    const run = order().decisionTask().timerStarted('t', { startToFireTimeout: 60 });
    run.workflowExecutionSignaled('a').workflowExecutionSignaled('b').decisionTask();
    expect(findingOf('WAITS_FOR_SIGNAL', run, 5).evidence).toEqual([8]);
  });

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
    [{ id: 'approve', until: '2020-01-01T00:00:12Z' }, '', ['it must be answered within 0 s']],
    [{ id: 'approve', until: '2020-01-01T00:00:11Z' }, '', ['its deadline has passed']],
    [{ id: 'approve', until: 'soon' }, '', []],
  ])('shows the question: %j', (question, suffix, details) => {
    const { id } = question as { readonly id: string };
    expect(findingOf('WAITS_FOR_SIGNAL', asking(question), 10)).toMatchObject({
      message: `a person has to answer step "approve"${suffix}`,
      details,
      hint: `answer it with the signal "approve" and the input {"id":"${id}","answer":...}`,
    });
  });
});

describe('what a replay shows that a flow waits for', () => {
  const approve = { kind: 'signal', id: 'approve', at: 'order.flow.ts:12' };
  const deadline = { kind: 'timer', id: 'deadline', at: 'order.flow.ts:13' };
  const waits = () => order().decisionTask({ executionContext: { state: null, $waiting: [] } });
  const waitsForApprove = {
    code: 'WAITS_FOR_SIGNAL',
    severity: 'info',
    certainty: 'fact',
    subject: { type: 'Signal', id: 'approve' },
    since: undefined,
    message: 'it waits for the signal "approve"',
    details: [],
    evidence: [4],
    hint: 'send it the signal "approve" when that is due',
    at: ['order.flow.ts:12'],
  };

  it('is a signal, which names it, whatever others were sent', () => {
    expect(findings(waits(), 600, { waitingAt: [approve] })).toEqual([waitsForApprove]);
    expect(findings(waits(), 600, { waitingAt: [approve], signals: ['pay'] })).toEqual([waitsForApprove]);
  });

  it.each([
    [[], 'a replay on its code shows which signal it waits for'],
    [['pay'], 'signal it if it waits for "pay"; a replay on its code shows which signal it waits for'],
  ])('is hinted at where a flow was not replayed, after the signals %j', (signals, hint) => {
    expect(findings(waits(), 600, { signals })).toEqual([expect.objectContaining({ code: 'NO_PENDING_WORK', hint })]);
  });

  it('is a signal beside a timer, which is not all that is open', () => {
    const bounded = waits().timerStarted('deadline', { startToFireTimeout: 6000 });
    const found = findings(bounded, 600, { waitingAt: [approve, deadline], signals: ['pay'] });
    expect(found).toEqual([waitsForApprove, expect.objectContaining({ code: 'WAITS_FOR_TIMER', details: [] })]);
  });

  it('is each signal once, with all lines that wait for it', () => {
    const waitingAt = [approve, { kind: 'signal', id: 'pay' }, { ...approve, at: 'order.flow.ts:20' }];
    expect(findings(waits(), 600, { waitingAt }).map(({ subject, at }) => [subject.id, at])).toEqual([
      ['approve', ['order.flow.ts:12', 'order.flow.ts:20']],
      ['pay', undefined],
    ]);
  });

  it('is inferred while a decision task is open, which may go on', () => {
    const found = findings(order(), 5, { waitingAt: [approve] });
    expect(found.map(({ code }) => code)).toEqual(['DECISION_WAITS', 'WAITS_FOR_SIGNAL']);
    expect(found[1]).toMatchObject({ certainty: 'inferred', evidence: [] });
  });

  const condition = { kind: 'condition', id: '', at: 'order.flow.ts:30' };

  it.each([[[]], [['pay']]])('is a condition: the decider did not forget to go on, after the signals %j', (signals) => {
    const hint = 'send it the signal that makes its condition true';
    expect(findings(waits(), 600, { waitingAt: [condition], signals })).toEqual([
      expect.objectContaining({ code: 'NO_PENDING_WORK', certainty: 'fact', hint, at: ['order.flow.ts:30'] }),
    ]);
  });

  it('is a condition beside a timer, which is not all that is open', () => {
    const bounded = waits().timerStarted('deadline', { startToFireTimeout: 6000 });
    expect(findingOf('WAITS_FOR_TIMER', bounded, 600, { waitingAt: [deadline, condition] }).details).toEqual([]);
    expect(findingOf('WAITS_FOR_TIMER', bounded, 600, { waitingAt: [deadline] }).details).toEqual([
      'nothing else is open',
    ]);
  });
});

describe('CHILD_BLOCKS', () => {
  const parent = () =>
    order().decisionTask().startChildWorkflowExecutionInitiated('refund').childWorkflowExecutionStarted('refund');

  it.each<[Finding['severity'], Finding['severity']]>([
    ['blocked', 'blocked'],
    ['warning', 'warning'],
    ['soon', 'warning'],
    ['info', 'info'],
  ])('turns a finding of the child that is %s into one that is %s', (ofChild, severity) => {
    const blocked = { ...findingOf('CHILD_BLOCKS', parent(), 1), severity: ofChild };
    const children = [{ workflowId: 'refund', findings: [blocked] }];
    expect(findingOf('CHILD_BLOCKS', parent(), 1, { children }).severity).toBe(severity);
  });
});
