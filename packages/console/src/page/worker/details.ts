import { type AnyEvent, type EventName, eventTypes, type History } from '@swf/history';
import { attemptsBeside } from './attempts.js';
import { type OpenHistory, rowOf } from './open-history.js';
import type { EventDetail, PayloadRef, RelatedEvent } from './protocol.js';
import { subjectOf } from './subject.js';

const BEGINNING = 200;

/** The attributes that hold what people and programs write. */
const PAYLOADS = ['input', 'result', 'details', 'reason', 'control', 'executionContext'] as const;

/** Returns everything about an event; undefined if the history does not have it. */
export function eventDetail(open: OpenHistory, id: number): EventDetail | undefined {
  const event = open.history.event(id);
  if (event === undefined) return undefined;
  return {
    row: rowOf(event, -1),
    subject: subjectOf(open.attemptOf(event)),
    attributes: JSON.stringify(event.attributes) ?? '{}',
    attempts: attemptsBeside(open, event),
    related: relatedTo(open, event),
  };
}

/** Returns all payloads of a history, in order of their events. */
export function payloadsOf(open: OpenHistory): readonly PayloadRef[] {
  return open.history.events.flatMap((event): readonly PayloadRef[] =>
    PAYLOADS.flatMap((field) => {
      const text = payloadOf(event, field);
      if (text === undefined) return [];
      const { id: eventId, name: eventName, type } = event;
      const subject = subjectOf(open.attemptOf(event));
      return [{ eventId, eventName, type, field, subject, length: text.length, beginning: text.slice(0, BEGINNING) }];
    }),
  );
}

/** Returns a payload of an event; undefined if it has none of that name. */
export function payloadOf(event: AnyEvent | undefined, field: string): string | undefined {
  const value = (event?.attributes as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof value === 'string' ? value : undefined;
}

function relatedTo(open: OpenHistory, event: AnyEvent): readonly RelatedEvent[] {
  const related = new Map<number, RelatedEvent>();
  const add = ({ id, name, timestamp }: AnyEvent, relation: RelatedEvent['relation']) => {
    if (id !== event.id && !related.has(id)) related.set(id, { id, name, time: timestamp.getTime(), relation });
  };
  // The execution's own events are no attempt: its start is not what a reader looks for.
  if (event.type !== 'WorkflowExecution') for (const each of open.attemptOf(event)) add(each, 'same');
  for (const each of namedBy(open.history, event)) add(each, 'named');
  if (event.name === 'DecisionTaskCompleted') {
    for (const each of open.history.eventsOfDecisions(event.id)) add(each, 'decided');
  }
  return [...related.values()].sort((one, other) => one.id - other.id);
}

/** Returns the earlier events that an event names in its attributes. */
function namedBy(history: History, { name, attributes }: AnyEvent): readonly AnyEvent[] {
  const references = Object.keys(eventTypes[name as EventName]?.references ?? {});
  return references.flatMap((reference) => {
    const id = (attributes as Readonly<Record<string, unknown>>)[reference];
    const event = typeof id === 'number' ? history.event(id) : undefined;
    return event ? [event] : [];
  });
}
