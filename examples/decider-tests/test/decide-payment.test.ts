import type { DecisionBatch } from '@swf/decisions';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { decidePayment } from '../src/decide-payment.js';

/** A payment whose first attempt to charge is scheduled. */
function payment(): HistoryBuilder {
  return new HistoryBuilder({ input: { amount: 120 } }).decisionTask().activityTaskScheduled('charge');
}

/** Fails the attempt, and starts a decision task. */
function declined(builder: HistoryBuilder): HistoryBuilder {
  return builder
    .activityTaskStarted('charge')
    .activityTaskFailed('charge', { reason: 'card declined' })
    .decisionTaskStarted();
}

/** Waits, and schedules the next attempt. */
function waited(builder: HistoryBuilder, timerId: string): HistoryBuilder {
  return builder
    .decisionTaskCompleted()
    .timerStarted(timerId, { startToFireTimeout: 60 })
    .advance({ minutes: 1 })
    .timerFired(timerId)
    .decisionTask()
    .activityTaskScheduled('charge');
}

/** Type and attributes of each decision, which read well in a failing test. */
function decided(batch: DecisionBatch): readonly (readonly [string, object])[] {
  return batch.decisions.map(({ type, attributes }) => [type, attributes]);
}

describe('a new payment', () => {
  it('is charged, with the input of its execution', () => {
    const history = new HistoryBuilder({ input: { amount: 120 } }).decisionTaskStarted().build();
    expect(decided(decidePayment(history))).toEqual([
      [
        'ScheduleActivityTask',
        { activityId: 'charge', activityType: { name: 'charge-card', version: '1.0' }, input: '{"amount":120}' },
      ],
    ]);
  });
});

describe('a payment', () => {
  it('waits while the card is being charged', () => {
    const history = payment().activityTaskStarted('charge').workflowExecutionSignaled('hurry').decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([]);
  });

  it('completes with the result of the charge', () => {
    const history = payment()
      .activityTaskStarted('charge')
      .activityTaskCompleted('charge', { result: { receipt: 'r-7' } })
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([
      ['CompleteWorkflowExecution', { result: '{"receipt":"r-7"}' }],
    ]);
  });
});

describe('a declined card', () => {
  it('is retried after a minute', () => {
    expect(decided(decidePayment(declined(payment()).build()))).toEqual([
      ['StartTimer', { timerId: 'wait-1', startToFireTimeout: '60' }],
    ]);
  });

  it('is not retried before the minute has passed', () => {
    const history = declined(payment())
      .decisionTaskCompleted()
      .timerStarted('wait-1', { startToFireTimeout: 60 })
      .workflowExecutionSignaled('hurry')
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([]);
  });

  it('is retried when the minute has passed', () => {
    const history = declined(payment())
      .decisionTaskCompleted()
      .timerStarted('wait-1', { startToFireTimeout: 60 })
      .advance({ minutes: 1 })
      .timerFired('wait-1')
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build())).map(([type]) => type)).toEqual(['ScheduleActivityTask']);
  });

  it('waits an hour after the second attempt', () => {
    const history = declined(waited(declined(payment()), 'wait-1'));
    expect(decided(decidePayment(history.build()))).toEqual([
      ['StartTimer', { timerId: 'wait-2', startToFireTimeout: '3600' }],
    ]);
  });

  it('fails the payment after the third attempt, with its reason', () => {
    const history = declined(waited(declined(waited(declined(payment()), 'wait-1')), 'wait-2'));
    expect(decided(decidePayment(history.build()))).toEqual([['FailWorkflowExecution', { reason: 'card declined' }]]);
  });
});

describe('an attempt that times out', () => {
  it('counts as a failed one', () => {
    const history = payment()
      .activityTaskTimedOut('charge', { timeoutType: 'SCHEDULE_TO_START' })
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build())).map(([type]) => type)).toEqual(['StartTimer']);
  });
});

describe('a customer who withdraws', () => {
  it('ends the wait and the payment, if nothing is being charged', () => {
    const history = declined(payment())
      .decisionTaskCompleted()
      .timerStarted('wait-1', { startToFireTimeout: 60 })
      .workflowExecutionCancelRequested()
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([
      ['CancelTimer', { timerId: 'wait-1' }],
      ['CancelWorkflowExecution', { details: 'withdrawn by the customer' }],
    ]);
  });

  it('waits for the end of a charge', () => {
    const history = payment().activityTaskStarted('charge').workflowExecutionCancelRequested().decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([]);
  });

  it('has paid, if the charge was faster', () => {
    const history = payment()
      .activityTaskStarted('charge')
      .workflowExecutionCancelRequested()
      .activityTaskCompleted('charge', { result: { receipt: 'r-7' } })
      .decisionTaskStarted();
    expect(decided(decidePayment(history.build()))).toEqual([
      ['CompleteWorkflowExecution', { result: '{"receipt":"r-7"}' }],
    ]);
  });
});
