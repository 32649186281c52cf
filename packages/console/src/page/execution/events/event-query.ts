import type { EntityType } from '@swf/history';
import { lifecycles } from '@swf/history';
import type { Query } from '../../data/api.js';
import type { AttemptRow, EventFilter } from '../../worker/protocol.js';

/** How events are listed. */
export type EventsView = 'full' | 'compact' | 'json';

const VIEWS: readonly unknown[] = ['full', 'compact', 'json'];

/** The kinds of entities, as filters list them. */
export const KINDS = Object.keys(lifecycles) as readonly EntityType[];

/** Returns the view that an address names. */
export function viewIn(query: Readonly<Record<string, string>>): EventsView {
  const view = query['view'];
  return VIEWS.includes(view) ? (view as EventsView) : 'full';
}

/** Returns the filter that an address names. */
export function filterIn(query: Readonly<Record<string, string>>): EventFilter {
  const kinds = (query['kind'] ?? '')
    .split(',')
    .filter((kind): kind is EntityType => KINDS.includes(kind as EntityType));
  return {
    kinds,
    state: query['state'] || undefined,
    isFailedOnly: query['failed'] === '1',
    text: query['text'] ?? '',
  };
}

/** Returns what an address says of a filter. */
export function filterQuery({ kinds, state, isFailedOnly, text }: EventFilter): Query {
  return { kind: kinds.join(','), state, failed: isFailedOnly ? '1' : undefined, text };
}

/** Whether a filter keeps everything. */
export function keepsAll({ kinds, state, isFailedOnly, text }: EventFilter): boolean {
  return kinds.length === 0 && state === undefined && !isFailedOnly && text.trim() === '';
}

/** Returns the attempts that a filter keeps. */
export function findAttempts(rows: readonly AttemptRow[], filter: EventFilter): readonly AttemptRow[] {
  const text = filter.text.trim().toLowerCase();
  return rows.filter(
    ({ type, id, state, reason, details, eventId }) =>
      (filter.kinds.length === 0 || filter.kinds.includes(type)) &&
      (filter.state === undefined || state === filter.state) &&
      (!filter.isFailedOnly || /failed|timed_out|terminated/.test(state)) &&
      (text === '' || [`#${eventId}`, type, id, state, reason, details].join(' ').toLowerCase().includes(text)),
  );
}
