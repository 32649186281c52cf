import { preview } from '@swf/settings/wire';
import type { Violation } from '../errors.js';
import type { AnyEvent } from '../event/event.js';
import type { EventLog } from '../event/event-log.js';

// A time in microseconds, read as milliseconds, lies far beyond it.
const LATEST_YEAR = 9999;

/** Returns a violation for each unreadable time and each one that goes back. */
export function wrongTimestamps(log: EventLog, end: number): readonly Violation[] {
  const violations: Violation[] = [];
  let before: AnyEvent | undefined;
  for (let position = 0; position < end; position++) {
    const event = log.at(position);
    const time = event.timestamp;
    if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > LATEST_YEAR) {
      violations.push(violation(event, unreadable(event)));
    } else {
      if (before && time < before.timestamp) {
        violations.push(violation(event, `is older than event ${before.id} before it`, before.id));
      }
      before = event;
    }
  }
  return violations;
}

function unreadable({ raw: { eventTimestamp } }: AnyEvent): string {
  return eventTimestamp === undefined || eventTimestamp === null
    ? 'has no time'
    : `has ${preview(eventTimestamp)} as its time, which cannot be read`;
}

function violation({ id, name }: AnyEvent, what: string, ...others: readonly number[]): Violation {
  return Object.freeze({
    kind: 'time',
    message: `Event ${id} (${name}) ${what}`,
    eventId: id,
    eventIds: Object.freeze([id, ...others]),
  });
}
