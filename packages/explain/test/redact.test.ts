import { isRedacted, redact } from '@swf/explain';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const secret = 'my secret';
const eventTimestamp = new Date(0);

describe('redact()', () => {
  it.each(['input', 'result', 'details', 'reason', 'control', 'executionContext'])(
    'replaces %s by its length, wherever it is',
    (name) => {
      const event = {
        eventId: 1,
        eventType: 'A',
        eventTimestamp,
        aAttributes: { [name]: secret, deep: [{ [name]: '' }] },
      };
      expect(redact(event)).toEqual({
        ...event,
        aAttributes: { [name]: '[9 characters]', deep: [{ [name]: '[0 characters]' }] },
      });
    },
  );

  it('replaces each tag', () => {
    expect(redact({ tagList: ['vip', secret] } as never)).toEqual({ tagList: ['[3 characters]', '[9 characters]'] });
  });

  it('leaves names, ids, times and values that are not strings', () => {
    const event = {
      eventId: 7,
      eventType: 'ActivityTaskScheduled',
      eventTimestamp,
      activityTaskScheduledEventAttributes: {
        activityId: secret,
        activityType: { name: secret, version: '1.0' },
        decisionTaskCompletedEventId: 4,
        details: undefined,
        reason: null,
      },
    };
    expect(redact(event)).toEqual(event);
  });
});

describe('isRedacted()', () => {
  const marked = (details: string) => new HistoryBuilder().decisionTask().markerRecorded('m', { details }).build();

  it.each([
    ['[9 characters]', true],
    ['[12345 characters]', true],
    ['secret', false],
    ['[nine characters]', false],
    ['see [9 characters]', false],
    ['[9 characters] more', false],
  ])('recognizes a history by the text %j: %s', (details, expected) => {
    expect(isRedacted(marked(details))).toBe(expected);
  });
});
