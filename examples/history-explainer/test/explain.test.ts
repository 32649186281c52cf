import { readFile } from 'node:fs/promises';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, test } from 'vitest';
import { explain } from '../src/explain.js';

/** The explanation of a built history, in lines, with single spaces. */
function lines(builder: HistoryBuilder): readonly string[] {
  return explain(builder.build())
    .split('\n')
    .map((line) => line.trim().replaceAll(/ +/g, ' '));
}

test('the sample is told section by section', async () => {
  const history = History.from(
    JSON.parse(await readFile(new URL('../samples/order-42.json', import.meta.url), 'utf8')),
  );
  await expect(explain(history)).toMatchFileSnapshot('explanations/order-42.txt');
});

test('what was refused is told with its cause', () => {
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

test('a signal tells who sent it, and one that was sent whether it arrived', () => {
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

test('a falling timestamp is told, and everything else as well', () => {
  const events = new HistoryBuilder()
    .decisionTask()
    .workflowExecutionCompleted({ result: 'late' })
    .build()
    .toJSON().events;
  const history = History.from(
    events.map((event, index) => (index === 2 ? { ...event, eventTimestamp: new Date('2019-12-31') } : event)),
  );
  expect(explain(history)).toMatch(/status +COMPLETED.*What is wrong with the history\n {2}time: /s);
});

test('a history that was stripped of its times is told all the same', () => {
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
  expect(explain(timeless)).toMatch(/status +CANCELED.*patience +canceled.*time: Event 1 .* has no time/s);
});
