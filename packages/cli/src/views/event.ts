import type { AnyEvent } from '@swf/history';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';

/** Returns an event as a row: SWF's own names. */
export function eventRow({ id, name, timestamp, attributes }: AnyEvent): Row {
  return { eventId: id, eventType: name, eventTimestamp: timestamp, attributes };
}

/** Events, a row each. */
export const eventView: View = {
  fields: ['eventId', 'eventType', 'eventTimestamp', 'attributes'],
  columns: [
    { heading: 'ID', value: ({ eventId }) => eventId },
    { heading: 'TIME', value: ({ eventTimestamp }) => eventTimestamp },
    { heading: 'EVENT', value: ({ eventType }) => eventType, style: eventStyle },
    { heading: 'ATTRIBUTES', value: ({ attributes }) => summary(attributes as Row) },
  ],
  id: ['eventId'],
};

function eventStyle({ eventType }: Row): 'red' | 'green' | undefined {
  if (/(?:Failed|TimedOut)$/.test(String(eventType))) return 'red';
  return /Completed$/.test(String(eventType)) ? 'green' : undefined;
}

/** The attributes that say most, in one line: names before payloads, ids of other events last. */
function summary(attributes: Row): string {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const references = entries.filter(([name]) => /EventId$/.test(name));
  const others = entries.filter(([name]) => !/EventId$/.test(name));
  return [...others, ...references].map(([name, value]) => `${name}=${text(value)}`).join(' ');
}

function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, version, workflowId } = value as { name?: string; version?: string; workflowId?: string };
  if (name !== undefined) return version === undefined ? name : `${name}@${version}`;
  return workflowId ?? JSON.stringify(value);
}
