import { EventType } from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { Event, eventTypes } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const completed = (eventTimestamp: Date | number | string) => ({
  eventId: 7,
  eventType: 'ActivityTaskCompleted',
  eventTimestamp,
  activityTaskCompletedEventAttributes: { scheduledEventId: 5, startedEventId: 6, result: '{"ok":true}' },
});

/** A schema that takes `{ ok: true }`, and makes `'yes'` of it. */
const flag: StandardSchemaV1<unknown, string> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      (value as { ok?: unknown } | undefined)?.ok === true
        ? { value: 'yes' }
        : { issues: [{ message: 'must be true', path: ['ok'] }] },
  },
};

describe('eventTypes', () => {
  it('has exactly the event types of the SDK', () => {
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
  it('wraps the raw event without copying it', () => {
    const raw = completed(1508259876.115);
    const event = new Event(raw);
    expect(event).toMatchObject({ id: 7, name: 'ActivityTaskCompleted', type: 'ActivityTask', state: 'completed' });
    expect(event.raw).toBe(raw);
    expect(event.attributes).toBe(raw.activityTaskCompletedEventAttributes);
    expect(event.toJSON()).toBe(raw);
    expect(Object.isFrozen(event)).toBe(true);
    expect(Object.isFrozen(raw)).toBe(false);
  });

  it.each<[string, Date | number | string]>([
    ['the SDK', new Date('2017-10-17T17:04:36.115Z')],
    ['the JSON of SWF', 1508259876.115],
    ['EventBridge and Jackson, in milliseconds', 1508259876115],
    ['JSON that was written from the SDK', '2017-10-17T17:04:36.115Z'],
    ['the AWS CLI, with its zone', '2017-10-17T19:04:36.115000+02:00'],
  ])('reads the time of %s', (_, time) => {
    expect(new Event(completed(time)).timestamp).toEqual(new Date('2017-10-17T17:04:36.115Z'));
  });

  it.each([undefined, null, 'soon', true, {}])('has an Invalid Date for the time %o', (time) => {
    expect(new Event(completed(time as never)).timestamp.getTime()).toBeNaN();
  });

  it('takes null as an absent attribute', () => {
    const attributes = { scheduledEventId: 5, startedEventId: 6, result: null };
    const event = new Event({
      eventId: 7,
      eventType: 'ActivityTaskCompleted',
      activityTaskCompletedEventAttributes: attributes,
      timerFiredEventAttributes: null,
    } as never);
    expect(event.attributes).toEqual({ scheduledEventId: 5, startedEventId: 6 });
    expect([event.parse('result'), event.toJSON()]).toEqual([undefined, event.raw]);
  });

  it.each(['text', 5, true, null])('has no attributes if the dump has %o instead', (attributes) => {
    const raw = { eventId: 1, eventType: 'TimerFired', timerFiredEventAttributes: attributes };
    expect(new Event(raw as never).attributes).toEqual({});
  });

  it('can be subclassed', () => {
    class Noted extends Event {
      note = 'mine';
    }
    expect(new Noted(completed(0)).note).toBe('mine');
  });

  it('decodes JSON payloads, and leaves other text as it is', () => {
    const event = new Event(completed(0));
    expect(event.is('ActivityTaskCompleted') && event.attributes.result).toBe('{"ok":true}');
    expect(event.parse('result')).toEqual({ ok: true });
    expect(event.parse('details')).toBeUndefined();
    const marker = { eventId: 1, eventType: 'MarkerRecorded', markerRecordedEventAttributes: { details: 'not {json' } };
    expect(new Event(marker).parse('details')).toBe('not {json');
  });

  it('validates a payload with a Standard Schema', () => {
    const event = new Event(completed(0));
    expect(event.parse('result', flag)).toBe('yes');
    expect(() => event.parse('details', flag)).toThrow('details does not match its schema: ok: must be true');
    expect(() => event.parse('details', flag)).toThrow(expect.toSatisfy(InvalidArgumentError.is));
  });

  it('keeps an unknown event type', () => {
    const raw = { eventId: 3, eventType: 'toString', eventTimestamp: 0, toStringEventAttributes: { a: 1 } };
    const event = new Event(raw);
    expect(event).toMatchObject({ name: 'toString', type: 'Unknown', state: 'unknown', raw });
    expect(event.attributes).toEqual({ a: 1 });
    expect(event.nextStates).toEqual([]);
  });

  it('has no attributes if the raw event has none', () => {
    expect(new Event({ eventId: 1, eventType: 'TimerFired' }).attributes).toEqual({});
  });

  it.each([
    [undefined, /^event\.eventId must be an integer from 1 .*, got undefined$/],
    [{}, /^event\.eventId must be an integer from 1 .*, got undefined$/],
    [{ eventId: 0, eventType: 'TimerFired' }, /^event\.eventId must be an integer from 1 .*, got 0$/],
    [{ eventId: '1', eventType: 'TimerFired' }, /^event\.eventId must be an integer from 1 .*, got "1"$/],
    [{ eventId: 1 }, /^event\.eventType must be a string, got undefined$/],
  ])('refuses %o', (raw, message) => {
    expect(() => new Event(raw as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });
});
