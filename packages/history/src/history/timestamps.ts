import { parseMilliseconds, preview } from '@swf/settings/wire';
import type { Violation } from '../errors.js';
import type { IdentifiedEvent } from '../event/raw-event.js';

// A time in microseconds, read as milliseconds, lies far beyond it.
const END_OF_TIME = Date.UTC(10_000, 0);

/** Returns a violation for each unreadable time and each one that goes back. */
export function wrongTimestamps(events: readonly IdentifiedEvent[], end: number): readonly Violation[] {
  const violations: Violation[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  let latestId = 0;
  for (let position = 0; position < end; position++) {
    const event = events[position] as IdentifiedEvent;
    const time = parseMilliseconds(event.eventTimestamp) ?? Number.NaN;
    // Not `>=`, which is false for NaN.
    if (!(time < END_OF_TIME)) {
      violations.push(violation(event, unreadable(event)));
    } else {
      if (time < latest) violations.push(violation(event, `is older than event ${latestId} before it`, latestId));
      latest = time;
      latestId = event.eventId;
    }
  }
  return violations;
}

function unreadable({ eventTimestamp }: IdentifiedEvent): string {
  return eventTimestamp === undefined || eventTimestamp === null
    ? 'has no time'
    : `has ${preview(eventTimestamp)} as its time, which cannot be read`;
}

function violation({ eventId, eventType }: IdentifiedEvent, what: string, ...others: readonly number[]): Violation {
  return Object.freeze({
    kind: 'time',
    message: `Event ${eventId} (${eventType}) ${what}`,
    eventId,
    eventIds: Object.freeze([eventId, ...others]),
  });
}
