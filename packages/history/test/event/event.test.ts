import { EventType } from '@aws-sdk/client-swf';
import { Event, eventTypes } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const completed = (eventTimestamp: Date | number | string) => ({
  eventId: 7,
  eventType: 'ActivityTaskCompleted',
  eventTimestamp,
  activityTaskCompletedEventAttributes: { scheduledEventId: 5, startedEventId: 6, result: '{"ok":true}' },
});

describe('eventTypes', () => {
  it('has every event type of the SDK, and no other', () => {
    expect(new Set(Object.keys(eventTypes))).toEqual(new Set(Object.values(EventType)));
    expect(Object.keys(eventTypes)).toHaveLength(54);
  });

  it('refers to event types only', () => {
    for (const { references, begunBy } of Object.values(eventTypes)) {
      for (const name of Object.values(references)) expect(eventTypes).toHaveProperty(name);
      if (begunBy !== undefined) expect(references).toHaveProperty(begunBy);
    }
  });
});

describe('Event', () => {
  it('wraps the raw event as it is', () => {
    const raw = completed(1508259876.115);
    const event = new Event(raw);
    expect(event).toMatchObject({ id: 7, name: 'ActivityTaskCompleted', type: 'ActivityTask', state: 'completed' });
    expect(event.raw).toBe(raw);
    expect(event.attributes).toBe(raw.activityTaskCompletedEventAttributes);
    expect(event.toJSON()).toBe(raw);
    expect(Object.isFrozen(event)).toBe(true);
    expect(Object.isFrozen(raw)).toBe(false);
  });

  it('takes the time of the SDK, of the JSON of SWF, and of JSON that was written from the SDK', () => {
    const instant = new Date('2017-10-17T17:04:36.115Z');
    for (const time of [instant, 1508259876.115, '2017-10-17T17:04:36.115Z']) {
      expect(new Event(completed(time)).timestamp).toEqual(instant);
    }
  });

  it('decodes payloads, and leaves what is no JSON as it is', () => {
    const event = new Event(completed(0));
    expect(event.is('ActivityTaskCompleted') && event.attributes.result).toBe('{"ok":true}');
    expect(event.parse('result')).toEqual({ ok: true });
    expect(event.parse('details')).toBeUndefined();
    const marker = { eventId: 1, eventType: 'MarkerRecorded', markerRecordedEventAttributes: { details: 'not {json' } };
    expect(new Event(marker).parse('details')).toBe('not {json');
  });

  it('keeps an event type that it does not know', () => {
    const raw = { eventId: 3, eventType: 'toString', eventTimestamp: 0, toStringEventAttributes: { a: 1 } };
    const event = new Event(raw);
    expect(event).toMatchObject({ name: 'toString', type: 'Unknown', state: 'unknown', raw });
    expect(event.attributes).toEqual({ a: 1 });
    expect(event.nextStates).toEqual([]);
  });

  it('has no attributes where the raw event has none', () => {
    expect(new Event({ eventId: 1, eventType: 'TimerFired' }).attributes).toEqual({});
  });

  it.each([[undefined], [{}], [{ eventId: '1', eventType: 'TimerFired' }], [{ eventId: 1 }]])('refuses %o', (raw) => {
    expect(() => new Event(raw as never)).toThrow(expect.toSatisfy(InvalidArgumentError.is));
  });
});
