import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { replay } from '@swf/decisions/replay';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const activityType = { name: 'charge', version: '1.0' };
const workflowType = { name: 'pay', version: '1' };

/** How decisions differ from those that a history records. */
async function differenceOf(history: History, ...made: readonly Decision[]) {
  return (await replay(history, () => made)).difference;
}

/** How the start of a child with some attributes differs from one that was recorded with others. */
function differenceOfChild(recorded: object, made: object) {
  const history = new HistoryBuilder()
    .decisionTask()
    .startChildWorkflowExecutionInitiated('c', { workflowType, ...recorded })
    .build();
  return differenceOf(history, ChildWorkflowExecutionDecision.start({ workflowId: 'c', workflowType, ...made }));
}

describe('a replayed decision', () => {
  it('differs by every attribute that is another', async () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .timerStarted('t', { control: 'a', startToFireTimeout: 5 })
      .build();
    const made = TimerDecision.start({ timerId: 't', control: 'b', startToFireTimeout: 6 });
    const difference = await differenceOf(history, made);
    expect(difference).toMatchObject({ attributes: ['startToFireTimeout', 'control'] });
    expect(difference?.message).toMatch(
      /is StartTimer "t" with startToFireTimeout "6" instead of "5", control "b" instead of "a"$/,
    );
  });

  it('may have empty strings and lists where none were recorded: SWF records neither', async () => {
    expect(await differenceOfChild({}, { tagList: [], control: '', input: '' })).toBeUndefined();
    expect(await differenceOfChild({ tagList: ['a'] }, { tagList: [] })).toMatchObject({ attributes: ['tagList'] });
  });

  it('differs by the order of its tags', async () => {
    expect(await differenceOfChild({ tagList: ['a', 'b'] }, { tagList: ['a', 'b'] })).toBeUndefined();
    expect(await differenceOfChild({ tagList: ['a', 'b'] }, { tagList: ['b', 'a'] })).toMatchObject({
      attributes: ['tagList'],
    });
  });

  it('may leave settings to the defaults of its type', async () => {
    const defaults = {
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: 60,
      taskStartToCloseTimeout: 10,
      taskList: 'payments',
      taskPriority: 3,
      lambdaRole: 'arn:aws:iam::123456789012:role/swf',
    };
    expect(await differenceOfChild(defaults, {})).toBeUndefined();
    expect(await differenceOfChild(defaults, { taskPriority: 4 })).toMatchObject({ attributes: ['taskPriority'] });
  });

  it('is compared with a dump whose tool reorders members and writes null', async () => {
    const { events } = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('a', { activityType })
      .build()
      .toJSON();
    const dump = JSON.stringify(events)
      .replace(/"activityType":\{"name":("[^"]*"),"version":("[^"]*")\}/, '"activityType":{"version":$2,"name":$1}')
      .replace('"activityId"', '"control":null,"activityId"');
    expect(dump).toContain('{"version":"1.0","name":"charge"}');
    const history = History.parse(dump);
    const scheduled = (version: string) =>
      ActivityTaskDecision.schedule({ activityId: 'a', activityType: { name: 'charge', version } });
    expect(await differenceOf(history, scheduled('1.0'))).toBeUndefined();
    expect(await differenceOf(history, scheduled('2.0'))).toMatchObject({ attributes: ['activityType'] });
  });

  it('that SWF refused is compared by what the event of its refusal has', async () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .scheduleActivityTaskFailed('charge-1', { activityType })
      .recordMarkerFailed('seen')
      .completeWorkflowExecutionFailed()
      .build();
    const made = [
      ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType, input: 5, taskList: 'payments' }),
      MarkerDecision.record({ markerName: 'seen', details: 'twice' }),
      WorkflowExecutionDecision.complete({ result: 'done' }),
    ];
    expect(await replay(history, () => made)).toMatchObject({ compared: 1, difference: undefined });
    const other = ActivityTaskDecision.schedule({
      activityId: 'charge-1',
      activityType: { name: 'refund', version: '1' },
    });
    expect(await differenceOf(history, other)).toMatchObject({ attributes: ['activityType'] });
  });
});
