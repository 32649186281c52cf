import { attributesText, isFailure } from '@swf/explain';
import type { AnyEvent } from '@swf/history';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';
import { timeOf } from '../output/time.js';

/** Returns an event as a row: SWF's own names. */
export function eventRow(event: AnyEvent): Row {
  return { eventId: event.id, eventType: event.name, eventTimestamp: timeOf(event), attributes: event.attributes };
}

/** Events, a row each. */
export const eventView: View = {
  fields: ['eventId', 'eventType', 'eventTimestamp', 'attributes'],
  columns: [
    { heading: 'ID', value: ({ eventId }) => eventId },
    { heading: 'TIME', value: ({ eventTimestamp }) => eventTimestamp },
    { heading: 'EVENT', value: ({ eventType }) => eventType, style: eventStyle },
    { heading: 'ATTRIBUTES', value: ({ attributes }) => attributesText(attributes as Row) },
  ],
  id: ['eventId'],
};

function eventStyle({ eventType }: Row): 'red' | 'green' | undefined {
  if (isFailure(String(eventType))) return 'red';
  return /Completed$/.test(String(eventType)) ? 'green' : undefined;
}
