import type { Violation } from '../errors.js';
import type { EventLog } from './event-log.js';

/** The events before that end that are older than the event before them. */
export function fallingTimestamps(log: EventLog, end: number): readonly Violation[] {
  const violations: Violation[] = [];
  for (let position = 1; position < end; position++) {
    const event = log.at(position);
    const before = log.at(position - 1);
    if (event.timestamp.getTime() >= before.timestamp.getTime()) continue;
    violations.push({
      kind: 'time',
      message: `Event ${event.id} (${event.name}) is older than event ${before.id} before it`,
      eventId: event.id,
      eventIds: [event.id, before.id],
    });
  }
  return violations;
}
