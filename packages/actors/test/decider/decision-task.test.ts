import { DecisionTask } from '@swf/actors';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { domain } from '../support/workflow.js';

const event = (eventId: number, eventType: string, attributes: object = {}) => ({
  eventId,
  eventType: eventType as 'DecisionTaskStarted',
  eventTimestamp: new Date(0),
  ...attributes,
});
const EVENTS = [
  event(1, 'WorkflowExecutionStarted'),
  event(2, 'DecisionTaskScheduled', { decisionTaskScheduledEventAttributes: { startToCloseTimeout: '30' } }),
  event(3, 'DecisionTaskStarted', { decisionTaskStartedEventAttributes: { scheduledEventId: 2 } }),
];
const ANSWER = {
  taskToken: 'token',
  workflowExecution: { workflowId: 'w', runId: 'r' },
  workflowType: { name: 'order', version: '1.0' },
};
const fromPoll = (members: object, polled?: Parameters<typeof DecisionTask.fromPoll>[3]) =>
  DecisionTask.fromPoll(domain, 'list', { ...ANSWER, ...members } as object, polled);

describe('DecisionTask.fromPoll', () => {
  it.each([
    ['nothing but ids and type', {}, 0, undefined],
    ['events', { events: EVENTS }, 3, 30],
    ['a startedEventId', { startedEventId: 3 }, 3, undefined],
    ['a startedEventId and more events', { startedEventId: 2, events: EVENTS }, 2, undefined],
    ['an event without a scheduledEventId', { events: [event(3, 'DecisionTaskStarted')] }, 3, undefined],
    [
      'an event whose scheduledEventId is that of another',
      { events: [EVENTS[0], { ...EVENTS[2], decisionTaskStartedEventAttributes: { scheduledEventId: 1 } }] },
      3,
      undefined,
    ],
  ])('returns the task of an answer with %s', (_, members, startedEventId, startToCloseTimeout) => {
    const task = fromPoll(members);

    expect(task).toMatchObject({ ...ANSWER, taskList: 'list', startedEventId, previousStartedEventId: 0 });
    expect(task?.startToCloseTimeout).toBe(startToCloseTimeout);
    expect(task && Object.isFrozen(task)).toBe(true);
  });

  it('returns undefined for an answer without a token', () => {
    expect(fromPoll({ taskToken: '' })).toBeUndefined();
  });

  it.each([
    ['workflowExecution', { workflowExecution: undefined }],
    ['workflowExecution.workflowId', { workflowExecution: { runId: 'r' } }],
    ['workflowType', { workflowType: undefined }],
    ['workflowType.name', { workflowType: { version: '1.0' } }],
  ])('throws if the answer has no %s', (member, members) => {
    expect(() => fromPoll(members)).toThrow(
      expect.objectContaining({
        code: 'RESPONSE',
        message: `SWF's answer for TaskList "list" of domain "test" has no ${member}`,
      }),
    );
  });
});

describe('DecisionTask.loadHistory', () => {
  it('resolves to the history of the task if nothing else is there to load', async () => {
    const task = fromPoll({ events: EVENTS });

    expect(await task?.loadHistory()).toBe(task?.history);
  });

  it('loads again after a failure, and only then', async () => {
    const whole = History.from(EVENTS);
    let loads = 0;
    const task = fromPoll(
      {},
      {
        loadHistory: async () => {
          loads += 1;
          if (loads === 1) throw new Error('no network');
          return whole;
        },
      },
    );

    await expect(task?.loadHistory()).rejects.toThrow('no network');
    expect([await task?.loadHistory(), await task?.loadHistory()]).toEqual([whole, whole]);
    expect(loads).toBe(2);
  });
});
