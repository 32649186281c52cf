import { readFileSync } from 'node:fs';
import { DecisionBatch, WorkflowExecutionDecision } from '@swf/decisions';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { accepts, complete, mark, refusalIn, startTimer } from '../support/refusals.js';

describe('pending new events', () => {
  // Recorded from SWF: an activity task was completed while decision task 16 was being decided, and
  // SWF refused to close (event 21).
  const { exchanges } = JSON.parse(
    readFileSync(new URL('../../../../recordings/decision_task_unhandled_decision.json', import.meta.url), 'utf8'),
  ) as {
    exchanges: [
      {
        response: { events: { eventId: number; completeWorkflowExecutionFailedEventAttributes?: { cause: string } }[] };
      },
    ];
  };
  const { events } = exchanges[0].response;
  const upTo = (eventId: number) => History.from(events.filter((event) => event.eventId <= eventId));

  it('make a batch refuse a close, as the real service did', () => {
    const error = refusalIn(upTo(19), mark(), complete());
    expect(error.code).toBe(events[20]?.completeWorkflowExecutionFailedEventAttributes?.cause);
    expect(error.evidence).toMatchObject({ event: { id: 19, name: 'DecisionTaskScheduled' } });
    for (const close of [
      WorkflowExecutionDecision.fail(),
      WorkflowExecutionDecision.cancel(),
      WorkflowExecutionDecision.continueAsNew(),
    ]) {
      expect(refusalIn(upTo(19), close).code).toBe('UNHANDLED_DECISION');
    }
    accepts(upTo(19), mark(), startTimer('t'));
  });

  it('do not allow decisions after a refused close', () => {
    const batch = new DecisionBatch(upTo(19), { mode: 'permissive' }).add(complete(), mark());
    expect(batch.warnings.map(({ code, index }) => [code, index])).toEqual([
      ['UNHANDLED_DECISION', 0],
      ['INVALID_ARGUMENT', 1],
    ]);
  });

  it('are unknown to the history of a poll, and no longer pending when they are decided', () => {
    accepts(upTo(16), complete());
    accepts(upTo(22), complete());
  });
});
