import type { FindingCode } from '@swf/explain';
import type { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findingOf, order } from '../support/findings.js';

const decided = () => order().decisionTask();
const signaling = decided().signalExternalWorkflowExecutionInitiated('stock', 'reserve');
const canceling = decided().requestCancelExternalWorkflowExecutionInitiated('stock');
const resizing = decided().lambdaFunctionScheduled('resize', { name: 'resize-image' });
const refunding = decided().startChildWorkflowExecutionInitiated('refund');

describe('what SWF does within moments', () => {
  it.each<[string, FindingCode, HistoryBuilder, string]>([
    ['a signal', 'EXTERNAL_FAILED', signaling, 'the signal "reserve" to stock was sent 5 s ago and has not arrived'],
    [
      'a cancel request',
      'EXTERNAL_FAILED',
      canceling,
      'the cancel request to stock was sent 5 s ago and has not arrived',
    ],
    [
      'a Lambda function',
      'LAMBDA_CANNOT_START',
      resizing,
      'Lambda function resize (resize-image) was scheduled 5 s ago and has not started',
    ],
    ['a child', 'CHILD_MISSING', refunding, 'child refund was initiated 5 s ago and has not started'],
  ])('is news for a minute, and then a warning: %s', (_, code, run, message) => {
    expect(findingOf(code, run, 5)).toMatchObject({ severity: 'info', message, hint: undefined });
    expect(findingOf(code, run, 59)).toMatchObject({ severity: 'info', hint: undefined });
    expect(findingOf(code, run, 60)).toMatchObject({ severity: 'warning', hint: expect.any(String) });
  });

  it.each<[FindingCode, HistoryBuilder, number, string]>([
    ['CHILD_MISSING', refunding, 59, 'SWF starts children within moments'],
    ['CHILD_MISSING', refunding, 60, 'SWF starts children within moments: the history may be stale'],
    ['EXTERNAL_FAILED', signaling, 59, 'SWF delivers within moments'],
    ['EXTERNAL_FAILED', signaling, 60, 'SWF delivers within moments: the history may be stale'],
  ])('casts doubt on the history after a minute: %s', (code, run, waited, detail) => {
    expect(findingOf(code, run, waited)).toMatchObject({ details: [detail] });
  });
});

describe('what a decider does within moments', () => {
  it.each([
    [59, 'info', undefined],
    [60, 'warning', expect.stringMatching(/^check whether that decider still runs; /)],
  ])('is news for a minute, and then a warning: %i s, %s', (waited, severity, hint) => {
    const deciding = order().decisionTaskStarted({ identity: 'decider-1' });
    expect(findingOf('DECISION_RUNS', deciding, waited)).toMatchObject({ severity, hint });
  });
});
