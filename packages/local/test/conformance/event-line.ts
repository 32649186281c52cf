import type { HistoryEvent } from '@aws-sdk/client-swf';
import { readEvent, reference, text } from '../history-rules/event.js';

const REFERENCES = ['initiatedEventId', 'scheduledEventId', 'startedEventId', 'latestCancelRequestedEventId'];
const WORDS = ['cause', 'timeoutType'];

/**
 * An event as a line: its id and type, and in brackets the events that it names and the word for
 * why. The DecisionTaskCompleted of its transaction is left out, since the rules of a history speak
 * for that.
 *
 * @example `9 ActivityTaskTimedOut(5,6,HEARTBEAT)`
 */
export function eventLine(answered: HistoryEvent): string {
  const event = readEvent(answered);
  const references = REFERENCES.map((name) => reference(event, name)).filter((id) => !Number.isNaN(id));
  const words = WORDS.map((name) => text(event, name)).filter((word) => word !== '');
  const details = [...references, ...words].join(',');
  return `${event.id} ${event.type}${details === '' ? '' : `(${details})`}`;
}
