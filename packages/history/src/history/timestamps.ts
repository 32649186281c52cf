import type { Violation } from '../errors.js';
import type { AnyEvent } from '../event/event.js';
import type { EventLog } from './event-log.js';

/** The events before that end that have no time, or are older than the one with a time before them. */
export function wrongTimestamps(log: EventLog, end: number): readonly Violation[] {
  const violations: Violation[] = [];
  let before: AnyEvent | undefined;
  for (let position = 0; position < end; position++) {
    const event = log.at(position);
    const time = event.timestamp.getTime();
    if (Number.isNaN(time)) {
      violations.push(violation(event, 'has no time'));
    } else {
      if (before && time < before.timestamp.getTime()) {
        violations.push(violation(event, `is older than event ${before.id} before it`, before.id));
      }
      before = event;
    }
  }
  return violations;
}

function violation({ id, name }: AnyEvent, what: string, ...others: readonly number[]): Violation {
  return Object.freeze({
    kind: 'time',
    message: `Event ${id} (${name}) ${what}`,
    eventId: id,
    eventIds: Object.freeze([id, ...others]),
  });
}
