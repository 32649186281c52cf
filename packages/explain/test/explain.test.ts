import type { HistoryEvent } from '@aws-sdk/client-swf';
import { explain, formatExplanation } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

/** The explanation of a history, by line, with single spaces. */
function lines(builder: HistoryBuilder): readonly string[] {
  return formatExplanation(explain(builder.build()))
    .split('\n')
    .map((line) => line.trim().replaceAll(/ +/g, ' '));
}

describe('explain', () => {
  it('shows the cause of each refused decision', () => {
    const builder = new HistoryBuilder()
      .decisionTask()
      .scheduleActivityTaskFailed('charge')
      .cancelTimerFailed('patience')
      .startChildWorkflowExecutionFailed('shipment');
    expect(lines(builder)).toEqual(
      expect.arrayContaining([
        'charge schedule_failed ACTIVITY_TYPE_DOES_NOT_EXIST',
        'shipment start_failed child@1.0 WORKFLOW_TYPE_DOES_NOT_EXIST',
        'event 6 CancelTimerFailed TIMER_ID_UNKNOWN',
      ]),
    );
  });

  it('shows what a damaged dump has in place of a text as JSON', () => {
    const { events } = new HistoryBuilder().build();
    const [started] = events.map(({ raw }) => structuredClone(raw) as HistoryEvent);
    Object.assign(started?.workflowExecutionStartedEventAttributes ?? {}, { input: { sku: ['A1'] } });
    const { sections } = explain(History.from(started ? [started] : []));
    expect(sections[0]?.rows).toContainEqual(['input', '{"sku":["A1"]}']);
  });

  it('shows who sent a signal, and whether a sent one arrived', () => {
    const builder = new HistoryBuilder()
      .workflowExecutionSignaled('hurry', {
        externalWorkflowExecution: { workflowId: 'order-1', runId: 'r1' },
        externalInitiatedEventId: 7,
      })
      .decisionTask()
      .signalExternalWorkflowExecutionInitiated('order-2', 'wait')
      .signalExternalWorkflowExecutionFailed('order-2');
    expect(lines(builder)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^hurry .* from order-1$/),
        'order-2 signal_failed signal wait, UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
      ]),
    );
  });

  it('reports a falling timestamp, and explains everything else', () => {
    const events = new HistoryBuilder()
      .decisionTask()
      .workflowExecutionCompleted({ result: 'late' })
      .build()
      .toJSON().events;
    const history = History.from(
      events.map((event, index) => (index === 2 ? { ...event, eventTimestamp: new Date('2019-12-31') } : event)),
    );
    expect(formatExplanation(explain(history))).toMatch(/status +COMPLETED.*Violations\n {2}time: /s);
  });

  it('explains a history without timestamps', () => {
    const { events } = new HistoryBuilder()
      .workflowExecutionSignaled('hurry')
      .workflowExecutionCancelRequested()
      .decisionTask()
      .timerStarted('patience')
      .timerCanceled('patience')
      .workflowExecutionCanceled()
      .build()
      .toJSON();
    const timeless = History.from(events.map(({ eventTimestamp: _, ...event }) => event));
    expect(formatExplanation(explain(timeless))).toMatch(
      /status +CANCELED.*patience +canceled.*time: Event 1 .* has no time/s,
    );
  });

  it('keeps each row on one line, whatever the payload', () => {
    const builder = new HistoryBuilder().decisionTask();
    for (let number = 0; number < 3000; number++) builder.markerRecorded('progress', { details: 'a\nb' });
    const { sections } = explain(builder.build());
    expect(sections[1]?.rows[0]).toEqual(['progress', 'a\nb']);
    expect(lines(builder).filter((line) => line === 'progress a b')).toHaveLength(3000);
  });
});
