import { type AnsweredEvent, attributesMember } from '../history-rules/event.js';

type Json = Readonly<Record<string, unknown>>;
type Event = AnsweredEvent & Json;

const TIME_MEMBERS = /(Timestamp|Date)$/;

/**
 * An answer without what differs from service to service and run to run: run ids, tokens and times.
 */
export function normalize(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(normalize);
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return answer;
  const entries = Object.entries(answer).flatMap(([member, value]): [string, unknown][] => {
    if (value === undefined || UNDOCUMENTED.includes(member)) return [];
    if (member === 'runId' || member === 'taskToken' || TIME_MEMBERS.test(member)) return [[member, 'some']];
    return [[member, normalize(value)]];
  });
  return Object.fromEntries(entries);
}

/** Members that only the recordings of 2023 have, and no documentation. */
const UNDOCUMENTED: readonly string[] = ['$metadata', 'reopenGenerationId', 'reopenable'];

/**
 * A recorded event as the service has sent it since 2023: with the schedule-to-start timeout of a
 * decision task.
 */
export function asToday(event: Event): Event {
  const member = attributesMember('DecisionTaskScheduled');
  if (event.eventType !== 'DecisionTaskScheduled') return event;
  return { ...event, [member]: { scheduleToStartTimeout: 'NONE', ...(event[member] as Json) } };
}

/**
 * The events with activity tasks handed out in the order of their scheduling, which the service
 * does not promise and ours keeps: where two Started events stand side by side in another order,
 * what they name changes places.
 */
export function inSchedulingOrder(events: readonly Event[]): readonly Event[] {
  const member = attributesMember('ActivityTaskStarted');
  const scheduledBy = (event: Event | undefined) =>
    event?.eventType === 'ActivityTaskStarted' ? (event[member] as { scheduledEventId: number }).scheduledEventId : 0;
  const position = events.findIndex(
    (event, index) => scheduledBy(event) > scheduledBy(events[index + 1]) && scheduledBy(events[index + 1]) > 0,
  );
  if (position === -1) return events;
  const [first, second] = [position + 1, position + 2];
  const exchange: Readonly<Record<number, number>> = { [first]: second, [second]: first };
  const tasks = [scheduledBy(events[position]), scheduledBy(events[position + 1])];
  return events.map((event, index) => {
    const name = attributesMember(String(event.eventType));
    const attributes = event[name] as { scheduledEventId?: number; startedEventId?: number };
    if (index === position) return { ...event, [member]: { ...attributes, scheduledEventId: tasks[1] } };
    if (index === position + 1) return { ...event, [member]: { ...attributes, scheduledEventId: tasks[0] } };
    if (!tasks.includes(attributes.scheduledEventId ?? 0)) return event;
    const startedEventId = exchange[attributes.startedEventId ?? 0];
    return startedEventId === undefined ? event : { ...event, [name]: { ...attributes, startedEventId } };
  });
}
