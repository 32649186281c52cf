import { attributesText, isFailure } from '@swf/explain';
import type { AnyEvent, EntityType, History } from '@swf/history';
import type { EventFilter } from './protocol.js';

/** Returns the positions of the events that a filter keeps. */
export function findEvents(history: History, filter: EventFilter): Uint32Array<ArrayBuffer> {
  const { kinds, state, isFailedOnly } = filter;
  const text = filter.text.trim().toLowerCase();
  const matches = (event: AnyEvent) =>
    (kinds.length === 0 || kinds.includes(event.type as EntityType)) &&
    (state === undefined || event.state === state) &&
    (!isFailedOnly || isFailure(event.name)) &&
    (text === '' || textOf(event).includes(text));
  const positions: number[] = [];
  for (let position = 0; position < history.length; position++) {
    const event = history.at(position);
    if (event && matches(event)) positions.push(position);
  }
  return Uint32Array.from(positions);
}

function textOf({ id, name, attributes }: AnyEvent): string {
  // Payloads as they are: in JSON, their quotes would be escaped.
  return `#${id} ${name} ${attributesText(attributes)}`.toLowerCase();
}
