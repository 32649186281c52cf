import { describe, expect, it } from 'vitest';
import { type RecordedHistory, recordedHistories, recordedHistory } from '../recorded/recordings.js';
import { type AnsweredEvent, attributesMember } from './event.js';
import { brokenRules } from './history-rules.js';

type Event = RecordedHistory['events'][number];

const recorded = recordedHistories();

describe('the rules of a history', () => {
  it.each(recorded)('accept $name', ({ events }) => {
    expect(brokenRules(events)).toEqual([]);
  });

  it.each(recorded)('accept $name up to the end of any transaction', ({ events }) => {
    for (let end = 1; end < events.length; end += 1) {
      if (events[end]?.eventTimestamp === events[end - 1]?.eventTimestamp) continue;
      expect(brokenRules(events.slice(0, end))).toEqual([]);
    }
  });

  it('refuse any changed reference', () => {
    const references = recorded.flatMap(({ events }) =>
      events.flatMap((event, index) =>
        Object.entries(attributesOf(event))
          .filter(([member, value]) => member.endsWith('EventId') && typeof value === 'number')
          .map(([member, value]) => ({ events, index, member, value: value as number })),
      ),
    );
    expect(references.length).toBeGreaterThan(150);
    for (const { events, index, member, value } of references) {
      for (let other = 0; other <= events.length; other += 1) {
        if (other === value) continue;
        expect(brokenRules(change(events, index, { [member]: other }))).not.toEqual([]);
      }
    }
  });

  it('refuse missing, duplicate and swapped events', () => {
    for (const { events } of recorded) {
      for (let index = 0; index < events.length - 1; index += 1) {
        const without = events.toSpliced(index, 1);
        expect(brokenRules(without)).not.toEqual([]);
        expect(brokenRules(events.toSpliced(index, 0, events[index] as Event))).not.toEqual([]);
        const swapped = events.toSpliced(index, 2, events[index + 1] as Event, events[index] as Event);
        expect(brokenRules(swapped)).not.toEqual([]);
      }
    }
  });

  it('refuse an event with missing or unexpected attributes', () => {
    for (const { events } of recorded) {
      events.forEach((event, index) => {
        for (const member of ['taskList', 'workflowType', 'scheduledEventId', 'activityId', 'childPolicy']) {
          if (!(member in attributesOf(event))) continue;
          expect(brokenRules(change(events, index, { [member]: undefined }))).not.toEqual([]);
        }
        for (const wrong of [{ color: 'red' }, { tagList: [] }]) {
          expect(brokenRules(change(events, index, wrong))).not.toEqual([]);
        }
      });
    }
  });

  it('refuse decreasing times, a transaction with two times, and events after the close', () => {
    const { events } = recordedHistory('test_chain_send_result');
    const later = (index: number, seconds: number) =>
      events.map((event, at) =>
        at === index ? { ...event, eventTimestamp: Number(event.eventTimestamp) + seconds } : event,
      );
    expect(brokenRules(later(6, -60))).toContain('7 ActivityTaskCompleted: is earlier than the event before it');
    expect(brokenRules(later(7, 0.001))).toContain(
      '7 ActivityTaskCompleted: needs a decision, but its transaction schedules no decision task',
    );
    expect(brokenRules(later(16, 1))).toContain(
      '17 WorkflowExecutionCompleted: has another time than its DecisionTaskCompleted',
    );
    expect(brokenRules([...events, { ...(events[2] as Event), eventId: 18, eventTimestamp: 2e9 }])).toContain(
      '18 DecisionTaskStarted: follows the closing event',
    );
  });

  it('refuse a decision task without a trigger, and a second one beside it', () => {
    const { events } = recordedHistory('decision_task_unhandled_decision');
    const scheduled = { ...(events[1] as Event), eventId: 5, eventTimestamp: Number(events[3]?.eventTimestamp) };
    expect(brokenRules([...events.slice(0, 4), scheduled])).toEqual([
      '5 DecisionTaskScheduled: nothing in its transaction needs a decision',
    ]);
    const second = { ...(events[1] as Event), eventId: 22, eventTimestamp: Number(events[20]?.eventTimestamp) };
    expect(brokenRules([...events.slice(0, 21), second])).toEqual([
      '22 DecisionTaskScheduled: another decision task is scheduled and not started',
      '22 DecisionTaskScheduled: nothing in its transaction needs a decision',
    ]);
  });

  it('refuse a close while a decision task is scheduled', () => {
    const { events } = recordedHistory('decision_task_unhandled_decision');
    const closed = {
      eventId: 21,
      eventTimestamp: Number(events[20]?.eventTimestamp),
      eventType: 'WorkflowExecutionCompleted',
      workflowExecutionCompletedEventAttributes: { decisionTaskCompletedEventId: 20 },
    };
    expect(brokenRules([...events.slice(0, 20), closed])).toEqual([
      '21 WorkflowExecutionCompleted: closes although a decision task is scheduled',
    ]);
  });

  it('refuse early timeouts', () => {
    const { events } = recordedHistory('test_chain_send_result');
    const timedOut = (timeoutType: string, second: number) => [
      ...events.slice(0, 6),
      {
        eventId: 7,
        eventTimestamp: Number(events[5]?.eventTimestamp) + second,
        eventType: 'ActivityTaskTimedOut',
        activityTaskTimedOutEventAttributes: { timeoutType, scheduledEventId: 5, startedEventId: 6 },
      },
      { ...(events[7] as Event), eventTimestamp: Number(events[5]?.eventTimestamp) + second },
    ];
    expect(brokenRules(timedOut('START_TO_CLOSE', 300))).toEqual([]);
    expect(brokenRules(timedOut('START_TO_CLOSE', 299.999))).toEqual(['7 ActivityTaskTimedOut: times out too early']);
    expect(brokenRules(timedOut('SCHEDULE_TO_START', 300))).toEqual([
      '7 ActivityTaskTimedOut: a task that is started has no SCHEDULE_TO_START timeout',
    ]);
  });
});

function attributesOf(event: AnsweredEvent & Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return event[attributesMember(event.eventType ?? '')] as Readonly<Record<string, unknown>>;
}

function change(
  events: readonly Event[],
  index: number,
  attributes: Readonly<Record<string, unknown>>,
): readonly Event[] {
  return events.map((event, at) => {
    if (at !== index) return event;
    const changed = Object.entries({ ...attributesOf(event), ...attributes }).filter(
      ([, value]) => value !== undefined,
    );
    return { ...event, [attributesMember(event.eventType ?? '')]: Object.fromEntries(changed) };
  });
}
